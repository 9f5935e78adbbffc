package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * Distance between the window of an alert and its reference.
 *
 * @param score test statistic divided by its threshold, above 1
 * @param mmd2 unbiased squared maximum mean discrepancy of the window to the reference
 * @param calibration calibration of the threshold
 */
public record AlertStatistic(double score, double mmd2, CalibratedThreshold calibration) {
    public AlertStatistic {
        Preconditions.requireFinite("score", score);
        Preconditions.requireFinite("mmd2", mmd2);
    }
}
