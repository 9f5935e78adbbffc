package io.realign.alert;

import io.realign.event.Preconditions;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Keeps the alarms of a stream near their budget where its rows are not exchangeable with those of the reference. Not
 * thread-safe.
 *
 * <p>A threshold {@code h} is raised to {@code h + b}. An alarm increases {@code b} by a step, every event decreases
 * it by step / ARL, to 0 at least, so at a lasting {@code b > 0} there is one alarm per ARL. All z-score thresholds
 * are raised by the same factor, so the drift score (z-score divided by its threshold) has to exceed
 * {@code (h + b) / h}. This is exact for tests with share 1, see {@link FalseAlarmAllocation}; for the others the
 * control of {@code b} compensates.
 */
public final class FalseAlarmBudget {
    private static final double STEP = 0.25;

    /** A change that lasts must not make the stream blind to others. */
    private static final double MAX_FACTOR = 2;

    private double raise;

    FalseAlarmBudget() {}

    /** Counts an event that is tested with this threshold. */
    void observeEvent(CalibratedThreshold calibration) {
        raise = Math.max(0, raise - STEP / calibration.arl());
    }

    /** Counts an alarm of this threshold. */
    void observeAlarm(CalibratedThreshold calibration) {
        raise = Math.min((MAX_FACTOR - 1) * calibration.threshold(), raise + STEP);
    }

    /** Returns the drift score that an alarm has to exceed, at least 1. */
    double minScore(CalibratedThreshold calibration) {
        return (calibration.threshold() + raise) / calibration.threshold();
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(raise);
    }

    /**
     * Reads a budget written by {@link #write}.
     *
     * @throws IllegalArgumentException if the raise is negative or not finite
     */
    static FalseAlarmBudget read(DataInput in) throws IOException {
        FalseAlarmBudget budget = new FalseAlarmBudget();
        budget.raise = in.readDouble();
        Preconditions.requireAtLeast("raise", budget.raise, 0);
        return budget;
    }
}
