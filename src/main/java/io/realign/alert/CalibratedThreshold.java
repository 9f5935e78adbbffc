package io.realign.alert;

import io.realign.event.Preconditions;
import io.realign.window.RunLengthPromise;

/**
 * A threshold and the precision of its calibration.
 *
 * @param arl average run length: mean number of events until a false alarm, 0 if unknown
 * @param threshold threshold as a z-score (standard normal quantile)
 * @param standardError standard error of the threshold as a z-score, 0 or more
 * @param seed random seed of the calibration
 * @param minArl lower limit of the range in which the average run length lies with a probability of 90 %, in events; 0 if
 *     unknown. The range includes the error of the finite reference
 * @param maxArl upper limit of the range in events, at least {@code minArl}; 0 if unknown
 * @param notCalibrated reason why the average run length does not hold, at most
 *     {@value RunLengthPromise#MAX_REASON_LENGTH} characters; empty if it holds
 */
public record CalibratedThreshold(
        double arl,
        double threshold,
        double standardError,
        long seed,
        double minArl,
        double maxArl,
        String notCalibrated) {
    /** Placeholder for an unknown calibration. */
    public static final CalibratedThreshold UNKNOWN = new CalibratedThreshold(0, 0, 0, 0, 0, 0, "");

    public CalibratedThreshold {
        RunLengthPromise.requireValid(arl, minArl, maxArl, notCalibrated);
        Preconditions.requireFinite("threshold", threshold);
        Preconditions.requireAtLeast("standardError", standardError, 0);
    }

    /**
     * Returns the calibration of the alerts that the suspicions at this threshold lead to.
     *
     * @param falseConfirmations maximum fraction of the suspicions without drift that become alerts, at most 1: {@link
     *     ConfirmationTest#MAX_FALSE_CONFIRMATIONS}, or that of {@link DomainResiduals}
     */
    public CalibratedThreshold ofAlerts(double falseConfirmations) {
        return new CalibratedThreshold(
                arl / falseConfirmations,
                threshold,
                standardError,
                seed,
                minArl / falseConfirmations,
                maxArl / falseConfirmations,
                notCalibrated);
    }

    /** Returns the average run length with its range. */
    public RunLengthPromise promise() {
        return new RunLengthPromise(arl, minArl, maxArl, notCalibrated);
    }
}
