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

    /** The highest normal score of a level's discrepancy that is still chance. */
    double heightOfDiscrepancy(int level) {
        return height(Shares.ofDiscrepancy(level));
    }

    /** The highest normal score of a level's typicality, on either side, that is still chance. */
    double heightOfTypicality(int level) {
        return height(Shares.ofTypicality(level));
    }

    /** The highest normal score of a single event's typicality, on either side, that is still chance. */
    double heightOfEvent() {
        return height(Shares.ofEvent());
    }

    /** The highest discrepancy of a level that is still chance. */
    public double limit(int level) {
        return levels.get(level).discrepancy().statistic(heightOfDiscrepancy(level));
    }

    /** The lowest and the highest typicality of a level that are still chance. */
    public double[] bounds(int level) {
        return bounds(levels.get(level).typicality(), heightOfTypicality(level));
    }

    /** The lowest and the highest typicality of a single event that are still chance. */
    public double[] bounds() {
        return bounds(event, heightOfEvent());
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
