package io.realign.alert;

import io.realign.window.FeatureMap;
import java.util.OptionalInt;

/**
 * The test statistic that exceeded its threshold.
 *
 * @param kind kind of statistic
 * @param feature index of the feature if the statistic tests a single one, from 0
 */
record ExceededStatistic(TestStatistic kind, OptionalInt feature) {
    static ExceededStatistic of(Witness witness, FeatureMap map, RareEventLimits limits) {
        if (witness instanceof Witness.Score score) {
            return of(score.dependence() ? TestStatistic.DEPENDENCE : TestStatistic.TYPICALITY);
        }
        if (witness instanceof Witness.Feature tested) {
            boolean square = tested.feature() >= map.scaledFeatures();
            return new ExceededStatistic(
                    square ? TestStatistic.FEATURE_VARIANCE : TestStatistic.FEATURE_MEAN,
                    OptionalInt.of(map.featureOf(tested.feature())));
        }
        if (witness instanceof Witness.RareEvent rare) {
            return of(rare.kind(), limits);
        }
        return of(TestStatistic.DISCREPANCY);
    }

    private static ExceededStatistic of(int rareKind, RareEventLimits limits) {
        if (rareKind < RareEventLimits.FIRST_VALUE) {
            return of(TestStatistic.LOW_RANK);
        }
        boolean constant = rareKind >= limits.firstConstant();
        return new ExceededStatistic(
                constant ? TestStatistic.CONSTANT_FEATURE : TestStatistic.RARE_VALUE,
                OptionalInt.of(limits.feature(rareKind)));
    }

    private static ExceededStatistic of(TestStatistic kind) {
        return new ExceededStatistic(kind, OptionalInt.empty());
    }
}
