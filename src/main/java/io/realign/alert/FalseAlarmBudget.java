package io.realign.alert;

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
final class FalseAlarmBudget {
    private static final double STEP = 0.25;

    /** A change that lasts must not make the stream blind to others. */
    private static final double MAX_FACTOR = 2;

    private final CalibratedThreshold calibration;
    private double raise;

    FalseAlarmBudget(CalibratedThreshold calibration) {
        this.calibration = calibration;
    }

    /** Counts an event. */
    void observeEvent() {
        raise = Math.max(0, raise - STEP / calibration.arl());
    }

    /** Counts an alarm. */
    void observeAlarm() {
        raise = Math.min((MAX_FACTOR - 1) * calibration.threshold(), raise + STEP);
    }

    /** Returns the drift score that an alarm has to exceed, at least 1. */
    double minScore() {
        return (calibration.threshold() + raise) / calibration.threshold();
    }
}
