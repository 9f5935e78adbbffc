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
    private final List<SensorDrift> drifts;
    private final Random random;
    private SensorState state;
    private int nextDrift;
    private long row;

    /**
     * Starts at row 0 with sensors that have not drifted.
     *
     * @param drifts in temporal order, without overlap
     */
    public Simulator(SensorArray array, List<SensorDrift> drifts, long seed) {
        this.array = array;
        this.drifts = List.copyOf(drifts);
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
        if (nextDrift == drifts.size() || row < drifts.get(nextDrift).onset()) {
            return state;
        }
        SensorDrift drift = drifts.get(nextDrift);
        long elapsed = row - drift.onset();
        if (elapsed < drift.transitionEvents()) {
            return state.interpolate(drift.endState(), (elapsed + 1.0) / drift.transitionEvents());
        }
        state = drift.endState();
        nextDrift++;
        return state;
    }
}
