package io.realign.alert;

import io.realign.window.DyadicWindows;

/**
 * Order of the test statistics of a window: discrepancies of all levels, sums of the typicality scores, sums of the
 * dependence scores, and sums of single features of all levels.
 *
 * @param levels number of levels
 * @param dependence whether dependence is scored
 */
record StatisticLayout(int levels, boolean dependence) {
    /** Returns the number of windows over which rank scores are summed: the pair of newest events, and all levels. */
    int scoreWindows() {
        return levels + 1;
    }

    /** Returns the number of different rank scores. */
    int scores() {
        return dependence ? 2 : 1;
    }

    int typicality(int window) {
        return levels + window;
    }

    int dependence(int window) {
        return levels + scoreWindows() + window;
    }

    int features(int level) {
        return levels + scores() * scoreWindows() + level;
    }

    int count() {
        return features(levels);
    }

    /** Whether large and small values are unlikely without drift. */
    boolean isTwoSided(int statistic) {
        return statistic >= levels && statistic < features(0);
    }

    /** Returns the share of the false alarms of a statistic, see {@link FalseAlarmAllocation}. */
    double share(int statistic) {
        if (statistic < levels) {
            return FalseAlarmAllocation.discrepancyShare(DyadicWindows.minLength(statistic));
        }
        if (statistic >= features(0)) {
            return FalseAlarmAllocation.featureShare(DyadicWindows.minLength(statistic - features(0)));
        }
        int window = (statistic - levels) % scoreWindows();
        return FalseAlarmAllocation.scoreShare(ScoreDistributions.minLength(window), scores());
    }
}
