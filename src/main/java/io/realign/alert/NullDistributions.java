package io.realign.alert;

/**
 * Null distributions of both test statistics for the windows of one level, that is, of similar length.
 *
 * @param discrepancy distribution of {@link io.realign.window.MmdStatistic#discrepancy}, tested one-sided
 * @param typicality distribution of {@link io.realign.window.MmdStatistic#typicality}, tested two-sided
 */
public record NullDistributions(NullDistribution discrepancy, NullDistribution typicality) {
    /** Returns the larger of the one-sided and the two-sided z-score. */
    double zScore(double discrepancy, double typicality) {
        return Math.max(this.discrepancy.zScore(discrepancy), Math.abs(this.typicality.zScore(typicality)));
    }
}
