package io.realign.alert;

/**
 * What chance does to the windows of one length.
 *
 * @param discrepancy as {@link io.realign.window.MmdStatistic#discrepancy} gives it; only high values are unlike the reference
 * @param typicality as {@link io.realign.window.MmdStatistic#typicality} gives it; high and low values are
 */
public record NullDistributions(NullDistribution discrepancy, NullDistribution typicality) {
    /** The higher of both normal scores. */
    double normalScore(double discrepancy, double typicality) {
        return Math.max(this.discrepancy.normalScore(discrepancy), Math.abs(this.typicality.normalScore(typicality)));
    }
}
