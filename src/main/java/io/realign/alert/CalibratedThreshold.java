package io.realign.alert;

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
        if (!(arl >= 0 && standardError >= 0) || !Double.isFinite(arl + threshold + standardError)) {
            throw new IllegalArgumentException("expected a finite threshold, and a finite average run length and"
                    + " standard error of at least 0, got threshold %s, average run length %s, standard error %s"
                            .formatted(threshold, arl, standardError));
        }
    }
}
