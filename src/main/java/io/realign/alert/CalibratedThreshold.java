package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * A threshold and the precision of its calibration.
 *
 * @param arl average run length: mean events to a false alarm, 0 if unknown
 * @param threshold threshold as a normal score
 * @param standardError standard error of the threshold as a normal score, from 0
 * @param seed random seed of the calibration
 */
public record CalibratedThreshold(double arl, double threshold, double standardError, long seed) {
    /** An unknown calibration. */
    public static final CalibratedThreshold UNKNOWN = new CalibratedThreshold(0, 0, 0, 0);

    public CalibratedThreshold {
        Preconditions.requireAtLeast("arl", arl, 0);
        Preconditions.requireFinite("threshold", threshold);
        Preconditions.requireAtLeast("standardError", standardError, 0);
    }
}
