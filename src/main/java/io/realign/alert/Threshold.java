package io.realign.alert;

import io.realign.window.DyadicWindows;
import java.util.List;

/**
 * Where statistics stop being chance.
 *
 * @param calibrated how the height was found
 * @param event what chance does to the typicality of single events
 * @param levels what chance does to the windows of each level, the shortest first
 * @param correlation how many of the rows that this was learnt from are worth an independent one, from 1
 */
public record Threshold(Calibrated calibrated, Law event, List<Laws> levels, double correlation) {
    public Threshold {
        levels = List.copyOf(levels);
    }

    /** The highest discrepancy of a level that is still chance. */
    public double limit(int level) {
        return levels.get(level).discrepancy().statistic(height(Shares.ofDiscrepancy(level)));
    }

    /** The lowest and the highest typicality of a level that are still chance. */
    public double[] bounds(int level) {
        return bounds(levels.get(level).typicality(), height(Shares.ofTypicality(level)));
    }

    /** The lowest and the highest typicality of a single event that are still chance. */
    public double[] bounds() {
        return bounds(event, height(Shares.ofEvent()));
    }

    /** A level's windows over what is still chance; above 1 is an alarm. */
    double score(int level, double discrepancy, double typicality) {
        Laws laws = levels.get(level);
        return Math.max(
                laws.discrepancy().score(discrepancy) / height(Shares.ofDiscrepancy(level)),
                Math.abs(laws.typicality().score(typicality)) / height(Shares.ofTypicality(level)));
    }

    /** A single event over what is still chance; above 1 is an alarm. */
    double score(double typicality) {
        return Math.abs(event.score(typicality)) / height(Shares.ofEvent());
    }

    /** The laws of {@code length} events: those of the level which has windows of this length, or nearly. */
    Laws laws(int length) {
        int level = 0;
        while (level < levels.size() - 1 && DyadicWindows.shortest(level + 1) <= length) {
            level++;
        }
        return levels.get(level);
    }

    private double height(double share) {
        return Shares.normal(calibrated.threshold(), share);
    }

    private static double[] bounds(Law law, double height) {
        return new double[] {law.statistic(-height), law.statistic(height)};
    }
}
