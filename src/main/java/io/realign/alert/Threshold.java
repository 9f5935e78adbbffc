package io.realign.alert;

import io.realign.window.DyadicWindows;
import java.util.List;

/**
 * Where a statistic stops being chance.
 *
 * @param calibrated how the height was found
 * @param laws what chance does to the statistic at each level, the shortest first
 * @param correlation how many of the rows that this was learnt from are worth an independent one, from 1
 */
public record Threshold(Calibrated calibrated, List<Law> laws, double correlation) {
    public Threshold {
        laws = List.copyOf(laws);
    }

    public int levels() {
        return laws.size();
    }

    /** A level's statistic over what is still chance; above 1 is an alarm. */
    double score(int level, double statistic) {
        return laws.get(level).score(statistic) / calibrated.threshold();
    }

    /** The highest statistic of a level that is still chance. */
    public double limit(int level) {
        return laws.get(level).statistic(calibrated.threshold());
    }

    /** The law of the statistic of {@code length} events: that of the level which has windows of this length, or nearly. */
    Law law(int length) {
        int level = 0;
        while (level < laws.size() - 1 && DyadicWindows.shortest(level + 1) <= length) {
            level++;
        }
        return laws.get(level);
    }
}
