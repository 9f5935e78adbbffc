package io.realign.bench;

import io.realign.cli.streams.RowStream;
import io.realign.cli.streams.Setting;
import java.util.Random;

/**
 * How much is simulated.
 *
 * @param arl events to a false alarm that every method is set to
 * @param alarms fewest false alarms that a threshold rests on
 * @param references references, each of rows of its own
 * @param rows events of a reference
 * @param changes changes of each kind, spread over the references
 * @param quiet events in control before a change
 * @param seed same seed, same rows for every method
 */
record Plan(int arl, int alarms, int references, int rows, int changes, int quiet, long seed) {
    /** A run without change ends here, with or without an alarm: 86 of 100 see one. */
    private static final int LONGEST = 2;

    int longest() {
        return LONGEST * arl;
    }

    /** Runs without change on each reference. */
    int runsEach() {
        double alarmed = 1 - Math.exp(-LONGEST);
        return (int) Math.ceil(alarms / alarmed / references);
    }

    /** Changes of each kind on each reference. */
    int changesEach() {
        return (changes + references - 1) / references;
    }

    float[][] reference(Setting setting, int number) {
        RowStream stream = setting.law().start(random(setting, "reference", number));
        float[][] drawn = new float[rows][];
        for (int i = 0; i < rows; i++) {
            drawn[i] = stream.next();
        }
        return drawn;
    }

    /** The chance of one part of the simulation. */
    Random random(Setting setting, String purpose, int number) {
        long mixed = 31 * (31 * seed + setting.name().hashCode()) + purpose.hashCode();
        return new Random(new Random(mixed).nextLong() + 0x9E3779B97F4A7C15L * number);
    }
}
