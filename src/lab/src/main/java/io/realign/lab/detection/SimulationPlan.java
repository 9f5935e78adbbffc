package io.realign.lab.detection;

import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamScenario;
import java.util.Random;

/**
 * How much is simulated.
 *
 * @param arl events to a false alarm that every method is set to
 * @param alarms fewest false alarms that a threshold rests on
 * @param references references, each of rows of its own
 * @param rows events of a reference
 * @param changes changes of each kind, spread over the references
 * @param inControl events in control before a change
 * @param seed same seed, same rows for every method
 */
record SimulationPlan(int arl, int alarms, int references, int rows, int changes, int inControl, long seed) {
    /** A run without change ends here, with or without an alarm: 86 of 100 see one. */
    private static final int MAX_ARL_FACTOR = 2;

    int maxRunLength() {
        return MAX_ARL_FACTOR * arl;
    }

    /** Runs without change on each reference. */
    int runsPerReference() {
        double alarmed = 1 - Math.exp(-MAX_ARL_FACTOR);
        return (int) Math.ceil(alarms / alarmed / references);
    }

    /** Changes of each kind on each reference. */
    int changesPerReference() {
        return (changes + references - 1) / references;
    }

    float[][] reference(StreamScenario setting, int number) {
        FeatureStream stream = setting.generator().start(random(setting, "reference", number));
        float[][] drawn = new float[rows][];
        for (int i = 0; i < rows; i++) {
            drawn[i] = stream.next();
        }
        return drawn;
    }

    /** The chance of one part of the simulation. */
    Random random(StreamScenario setting, String purpose, int number) {
        long mixed = 31 * (31 * seed + setting.name().hashCode()) + purpose.hashCode();
        return new Random(new Random(mixed).nextLong() + 0x9E3779B97F4A7C15L * number);
    }
}
