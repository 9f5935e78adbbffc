package io.realign.alert;

/**
 * Null distributions of the windows of one level.
 *
 * @param discrepancy distribution of {@link io.realign.window.MmdStatistic#discrepancy}, tested one-sided
 * @param typicality distribution of {@link io.realign.window.MmdStatistic#typicality}, tested two-sided
 */
public record NullDistributions(NullDistribution discrepancy, NullDistribution typicality) {
    /** Returns the larger of both normal scores. */
    double normalScore(double discrepancy, double typicality) {
        return Math.max(this.discrepancy.normalScore(discrepancy), Math.abs(this.typicality.normalScore(typicality)));
    }
}
