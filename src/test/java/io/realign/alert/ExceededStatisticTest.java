package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.window.FeatureMap;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ExceededStatisticTest {
    private static final FeatureMap MAP = FeatureMap.fit(
            new GaussianStream(1)
                    .events(100, 0).stream()
                            .map(located -> located.event().features().values())
                            .toArray(float[][]::new),
            64,
            1,
            1);

    /** Feature 4 has a rare value, feature 7 is constant. */
    private static final RareEventLimits LIMITS = new RareEventLimits(
            new RareValues(new int[] {4}, new float[] {1}, new int[] {3}, new int[] {7}, new float[] {9}), List.of());

    @Test
    void statisticOfAllFeatures_namesNoFeature() {
        assertThat(exceeded(new Witness.Mean(new float[] {1})))
                .isEqualTo(new ExceededStatistic(TestStatistic.DISCREPANCY, OptionalInt.empty()));
        assertThat(exceeded(new Witness.Score(false, 1, 1)))
                .isEqualTo(new ExceededStatistic(TestStatistic.TYPICALITY, OptionalInt.empty()));
        assertThat(exceeded(new Witness.Score(true, 1, 1)))
                .isEqualTo(new ExceededStatistic(TestStatistic.DEPENDENCE, OptionalInt.empty()));
        assertThat(exceeded(new Witness.RareEvent(RareEventLimits.LOW_RANK)))
                .isEqualTo(new ExceededStatistic(TestStatistic.LOW_RANK, OptionalInt.empty()));
    }

    @Test
    void statisticOfOneFeature_namesIt() {
        assertThat(exceeded(new Witness.Feature(2, 1, 1)))
                .isEqualTo(new ExceededStatistic(TestStatistic.FEATURE_MEAN, OptionalInt.of(2)));
        assertThat(exceeded(new Witness.Feature(MAP.inputs() + 2, 1, 1)))
                .isEqualTo(new ExceededStatistic(TestStatistic.FEATURE_VARIANCE, OptionalInt.of(2)));
        assertThat(exceeded(new Witness.RareEvent(RareEventLimits.FIRST_VALUE)))
                .isEqualTo(new ExceededStatistic(TestStatistic.RARE_VALUE, OptionalInt.of(4)));
        assertThat(exceeded(new Witness.RareEvent(RareEventLimits.FIRST_VALUE + 1)))
                .isEqualTo(new ExceededStatistic(TestStatistic.CONSTANT_FEATURE, OptionalInt.of(7)));
    }

    private static ExceededStatistic exceeded(Witness witness) {
        return ExceededStatistic.of(witness, MAP, LIMITS);
    }
}
