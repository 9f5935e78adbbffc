package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.adaptation.alpha.AlphaSchedule;
import io.realign.adaptation.alpha.ConstantAlpha;
import io.realign.learning.loss.LossTerm;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    private static final Recipe RECIPE = new Recipe(
            "mine",
            TrainingSchedule.TABULAR,
            1,
            AlphaSettings.NONE,
            Map.of(LossTerm.CLASS, new ConstantAlpha(1)),
            Set.of(RecipeOption.PRIOR_WEIGHTS));

    @Test
    void withMethods_changeOneComponent() {
        AlphaSettings alpha = new AlphaSettings(AlphaSettings.Schedule.RAMP, 1);

        assertThat(RECIPE.withSchedule(TrainingSchedule.IMAGES))
                .isEqualTo(new Recipe(
                        "mine",
                        TrainingSchedule.IMAGES,
                        1,
                        AlphaSettings.NONE,
                        RECIPE.lossWeights(),
                        RECIPE.options()));
        assertThat(RECIPE.withTargetStatisticsWeight(.5))
                .isEqualTo(new Recipe(
                        "mine",
                        TrainingSchedule.TABULAR,
                        .5,
                        AlphaSettings.NONE,
                        RECIPE.lossWeights(),
                        RECIPE.options()));
        assertThat(RECIPE.withAlpha(alpha))
                .isEqualTo(
                        new Recipe("mine", TrainingSchedule.TABULAR, 1, alpha, RECIPE.lossWeights(), RECIPE.options()));
    }

    @Test
    void recipe_copiesItsLossWeights() {
        Map<LossTerm, AlphaSchedule> lossWeights = new EnumMap<>(LossTerm.class);
        Recipe recipe = new Recipe("mine", TrainingSchedule.TABULAR, 1, AlphaSettings.NONE, lossWeights, Set.of());

        lossWeights.put(LossTerm.MMD, new ConstantAlpha(1));

        assertThat(recipe.lossWeights()).isEmpty();
    }

    @Test
    void domainTermInLossWeights_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recipe(
                        "mine",
                        TrainingSchedule.TABULAR,
                        1,
                        AlphaSettings.NONE,
                        Map.of(LossTerm.DOMAIN, new ConstantAlpha(1)),
                        Set.of()))
                .withMessageContaining("expected terms other than DOMAIN, whose weight is alpha");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.1, 1.1, Double.NaN})
    void targetStatisticsWeightOutOfRange_isRejected(double weight) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RECIPE.withTargetStatisticsWeight(weight))
                .withMessage("targetStatisticsWeight: expected 0 to 1, got " + weight);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | 64 | 1e-3 | .1 | .5 | .2 | 0   | 5   | steps: expected 0 or more, got -1
            1  | 1  | 1e-3 | .1 | .5 | .2 | 0   | 5   | batch: expected at least 2, got 1
            1  | 64 | 0    | .1 | .5 | .2 | 0   | 5   | learningRate: expected above 0, at most 1, got 0.0
            1  | 64 | 1.1  | .1 | .5 | .2 | 0   | 5   | learningRate: expected above 0, at most 1, got 1.1
            1  | 64 | NaN  | .1 | .5 | .2 | 0   | 5   | learningRate: expected above 0, at most 1, got NaN
            1  | 64 | 1e-3 | 2  | .5 | .2 | 0   | 5   | warmUpFraction: expected 0 to 1, got 2.0
            1  | 64 | 1e-3 | .1 | 2  | .2 | 0   | 5   | coolDownFraction: expected 0 to 1, got 2.0
            1  | 64 | 1e-3 | .1 | .5 | -1 | 0   | 5   | inputNoise: expected 0 to 10, got -1.0
            1  | 64 | 1e-3 | .1 | .5 | .2 | 1   | 5   | weightDecay: expected 0 to below 1, got 1.0
            1  | 64 | 1e-3 | .1 | .5 | .2 | 0   | 0   | maxGradientNorm: expected above 0, got 0.0
            1  | 64 | 1e-3 | .1 | .5 | .2 | 0   | NaN | maxGradientNorm: expected above 0, got NaN
            """)
    void scheduleOutOfRange_isRejected(
            int steps,
            int batch,
            double rate,
            double warmUp,
            double coolDown,
            double noise,
            double decay,
            double maxGradientNorm,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new TrainingSchedule(steps, batch, rate, warmUp, coolDown, noise, decay, maxGradientNorm))
                .withMessage(message);
    }
}
