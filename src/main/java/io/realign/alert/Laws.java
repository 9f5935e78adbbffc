package io.realign.alert;

/**
 * What chance does to the windows of one length.
 *
 * @param discrepancy as {@link io.realign.window.Mmd#discrepancy} gives it; only high values are unlike the reference
 * @param typicality as {@link io.realign.window.Mmd#typicality} gives it; high and low values are
 */
public record Laws(Law discrepancy, Law typicality) {
    /** The higher of both normal scores. */
    double score(double discrepancy, double typicality) {
        return Math.max(this.discrepancy.score(discrepancy), Math.abs(this.typicality.score(typicality)));
    }
}
