package io.realign.cli.simulate;

import io.realign.cli.rows.LabelledRow;
import java.util.List;
import java.util.Random;

/** Generates the rows of one domain. */
public final class Simulator {
    /** Range of the natural logarithm of the concentration. */
    private static final double LOG_MIN = 1.5;

    private static final double LOG_MAX = 3.5;

    private final SensorArray array;
    private final List<SensorDrift> changes;
    private final Random random;
    private SensorState state;
    private int next;
    private long row;

    /**
     * Starts at row 0 with new sensors.
     *
     * @param changes in temporal order, without overlap
     */
    public Simulator(SensorArray array, List<SensorDrift> changes, long seed) {
        this.array = array;
        this.changes = List.copyOf(changes);
        this.random = new Random(seed);
        this.state = SensorState.initial(array);
    }

    public LabelledRow next() {
        SensorState current = currentState();
        int gas = current.gasAt(random.nextDouble());
        double logConcentration = LOG_MIN + (LOG_MAX - LOG_MIN) * random.nextDouble();
        float[] reading = current.distort(array.read(gas, logConcentration, random));
        row++;
        return new LabelledRow(array.gases().get(gas), reading);
    }

    private SensorState currentState() {
        if (next == changes.size() || row < changes.get(next).onset()) {
            return state;
        }
        SensorDrift change = changes.get(next);
        long into = row - change.onset();
        if (into < change.transitionEvents()) {
            return state.interpolate(change.endState(), (into + 1.0) / change.transitionEvents());
        }
        state = change.endState();
        next++;
        return state;
    }
}
