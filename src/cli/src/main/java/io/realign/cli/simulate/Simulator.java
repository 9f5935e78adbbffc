package io.realign.cli.simulate;

import io.realign.cli.rows.LabelledRow;
import java.util.List;
import java.util.Random;

/** One domain: rows of one sensor array, one after the other, without end. */
public final class Simulator {
    /** Range of the natural logarithm of the concentration. */
    private static final double LOG_MIN = 1.5;

    private static final double LOG_MAX = 3.5;

    private final SensorArray array;
    private final List<Change> changes;
    private final Random random;
    private Regime settled;
    private int next;
    private long row;

    /**
     * Starts at row 0 with new sensors.
     *
     * @param changes in the order of time, none beginning before the one before it is complete
     */
    public Simulator(SensorArray array, List<Change> changes, long seed) {
        this.array = array;
        this.changes = List.copyOf(changes);
        this.random = new Random(seed);
        this.settled = Regime.fresh(array);
    }

    public LabelledRow next() {
        Regime regime = regime();
        int gas = regime.gas(random.nextDouble());
        double logConcentration = LOG_MIN + (LOG_MAX - LOG_MIN) * random.nextDouble();
        float[] reading = regime.distort(array.read(gas, logConcentration, random));
        row++;
        return new LabelledRow(array.gases().get(gas), reading);
    }

    private Regime regime() {
        if (next == changes.size() || row < changes.get(next).at()) {
            return settled;
        }
        Change change = changes.get(next);
        long into = row - change.at();
        if (into < change.over()) {
            return settled.towards(change.to(), (into + 1.0) / change.over());
        }
        settled = change.to();
        next++;
        return settled;
    }
}
