package io.realign.lab.detection;

import io.realign.alert.CalibratedThreshold;
import io.realign.alert.ConfirmationTest;
import io.realign.alert.FittedReference;

/**
 * Suspicions and alerts in streams without change, and their expected numbers.
 *
 * @param events number of events
 * @param expectedSuspicions number of suspicions that the average run length of the references corresponds to
 * @param expectedAlerts largest number of alerts that the average run length of the references corresponds to
 * @param counts measured numbers
 */
record FalseAlarms(long events, double expectedSuspicions, double expectedAlerts, DetectionCounts counts) {
    static final FalseAlarms NONE = new FalseAlarms(0, 0, 0, DetectionCounts.ZERO);

    static FalseAlarms of(FittedReference reference, long events, DetectionCounts counts) {
        CalibratedThreshold calibration =
                reference.calibratedReference().thresholds().calibration();
        return new FalseAlarms(
                events,
                events / calibration.arl(),
                events
                        / calibration
                                .ofAlerts(ConfirmationTest.MAX_FALSE_CONFIRMATIONS)
                                .arl(),
                counts);
    }

    FalseAlarms plus(FalseAlarms other) {
        return new FalseAlarms(
                events + other.events,
                expectedSuspicions + other.expectedSuspicions,
                expectedAlerts + other.expectedAlerts,
                counts.plus(other.counts));
    }
}
