package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * A threshold and the precision of its calibration.
 *
 * @param arl average run length: mean number of events until a false alarm, 0 if unknown
 * @param threshold threshold as a z-score (standard normal quantile)
 * @param standardError standard error of the threshold as a z-score, 0 or more
 * @param seed random seed of the calibration
 */
public record CalibratedThreshold(double arl, double threshold, double standardError, long seed) {
    /** Placeholder for an unknown calibration. */
    public static final CalibratedThreshold UNKNOWN = new CalibratedThreshold(0, 0, 0, 0);

    public CalibratedThreshold {
        Preconditions.requireAtLeast("arl", arl, 0);
        Preconditions.requireFinite("threshold", threshold);
        Preconditions.requireAtLeast("standardError", standardError, 0);
    }
}
