package io.realign.alert;

import io.realign.event.Preconditions;

/**
 * Distance between the window of an alert and its reference.
 *
 * @param name {@linkplain TestStatistic#label label} of the test statistic with the highest score;
 *     {@link TestStatistic#UNKNOWN} if unknown
 * @param score test statistic divided by its threshold, above 1
 * @param mmd2 unbiased squared maximum mean discrepancy of the window to the reference
 * @param calibration calibration of the threshold
 */
public record AlertStatistic(String name, double score, double mmd2, CalibratedThreshold calibration) {
    public AlertStatistic {
        TestStatistic.requireLabel(name);
        Preconditions.requireFinite("score", score);
        Preconditions.requireFinite("mmd2", mmd2);
    }
}
