package io.realign.alert;

import io.realign.window.CausalResiduals;
import io.realign.window.FeatureMap;
import java.util.Optional;

/**
 * Tests the rows of a key against one reference and restarts after every alarm. The alarms of residuals are kept near
 * their budget, see {@link FalseAlarmBudget}. Departures of constant features are exempt from it, since no time order
 * explains them.
 */
public final class RestartingTest implements StreamTest {
    private final FittedReference reference;
    private final Optional<CausalResiduals> residuals;
    private final CalibratedThreshold calibration;
    private final Optional<FalseAlarmBudget> budget;
    private final double minScore;
    private final float[] mappedRow;
    private float[] values = new float[0];
    private SequentialTest test;
    private long rows;

    /** Creates a test whose first row follows the last row of the reference. */
    public RestartingTest(StreamReference reference) {
        this(reference, 1);
    }

    /** @param minScore drift score that an alarm has to exceed, at least 1 */
    RestartingTest(StreamReference reference, double minScore) {
        this.minScore = minScore;
        this.reference = reference.fitted();
        this.residuals = reference.residuals().map(CausalResiduals::copy);
        CalibratedReference calibrated = this.reference.calibratedReference();
        this.calibration = calibrated.thresholds().calibration();
        this.budget = residuals.map(state -> new FalseAlarmBudget());
        this.mappedRow = new float[this.reference.featureMap().width()];
        this.test = new SequentialTest(calibrated, 0);
    }

    @Override
    public Optional<Suspicion> observe(float[] row) {
        if (!exceeds(row)) {
            return Optional.empty();
        }
        budget.ifPresent(used -> used.observeAlarm(calibration));
        Suspicion suspicion = test.suspicion(reference.calibratedReference(), reference.featureMap());
        restart();
        return Optional.of(suspicion);
    }

    /** Observes a row; returns whether it would raise an alarm. */
    boolean exceeds(float[] row) {
        rows++;
        if (row.length == 0) {
            residuals.ifPresent(CausalResiduals::skip);
            return false;
        }
        budget.ifPresent(used -> used.observeEvent(calibration));
        float[] tested = residuals.isPresent() ? residuals(row, residuals.get()) : row;
        FeatureMap map = reference.featureMap();
        CalibratedReference calibrated = reference.calibratedReference();
        map.map(tested, mappedRow);
        if (!test.observe(tested, mappedRow, rows, calibrated, map)) {
            return false;
        }
        double required =
                minScore * budget.map(used -> used.minScore(calibration)).orElse(1.0);
        return test.exceeds(required, calibrated, map.whitening());
    }

    /** Forgets the rows of the windows. */
    void restart() {
        test = test.restarted();
    }

    private float[] residuals(float[] row, CausalResiduals state) {
        if (values.length != row.length) {
            values = new float[row.length];
        }
        state.observe(row, values);
        return values;
    }
}
