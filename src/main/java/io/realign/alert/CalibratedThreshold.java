package io.realign.alert;

/**
 * What a threshold promises, and how well that is known.
 *
 * @param arl average run length: events from one false alarm to the next without drift, 0 where it is not known
 * @param threshold where the alarm is raised, as a normal score
 * @param standardError of the threshold, as a normal score, from 0
 * @param seed of the calibration
 */
public record CalibratedThreshold(double arl, double threshold, double standardError, long seed) {
    /** Where nothing is known of the calibration. */
    public static final CalibratedThreshold UNKNOWN = new CalibratedThreshold(0, 0, 0, 0);

    public CalibratedThreshold {
        if (!(arl >= 0 && standardError >= 0) || !Double.isFinite(arl + threshold + standardError)) {
            throw new IllegalArgumentException("expected a finite threshold, and a finite average run length and"
                    + " standard error of at least 0, got threshold %s, average run length %s, standard error %s"
                            .formatted(threshold, arl, standardError));
        }
    }
}
