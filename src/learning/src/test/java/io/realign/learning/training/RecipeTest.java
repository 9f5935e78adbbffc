package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.adaptation.AlphaSchedule;
import io.realign.adaptation.ConstantAlpha;
import io.realign.learning.loss.Term;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeTest {
    private static final Recipe RECIPE = new Recipe(
            "mine", Pace.TABULAR, 1, Alpha.NONE, Map.of(Term.CLASS, new ConstantAlpha(1)), Set.of(Aid.PRIOR_WEIGHTS));

    @Test
    void variation_changesOneThing() {
        Alpha alpha = new Alpha(Alpha.Schedule.RAMP, 1);

        assertThat(RECIPE.at(Pace.IMAGES))
                .isEqualTo(new Recipe("mine", Pace.IMAGES, 1, Alpha.NONE, RECIPE.terms(), RECIPE.aids()));
        assertThat(RECIPE.reaching(.5))
                .isEqualTo(new Recipe("mine", Pace.TABULAR, .5, Alpha.NONE, RECIPE.terms(), RECIPE.aids()));
        assertThat(RECIPE.with(alpha))
                .isEqualTo(new Recipe("mine", Pace.TABULAR, 1, alpha, RECIPE.terms(), RECIPE.aids()));
    }

    @Test
    void recipe_doesNotChangeWithWhatItWasMadeOf() {
        Map<Term, AlphaSchedule> terms = new EnumMap<>(Term.class);
        Recipe recipe = new Recipe("mine", Pace.TABULAR, 1, Alpha.NONE, terms, Set.of());

        terms.put(Term.MMD, new ConstantAlpha(1));

        assertThat(recipe.terms()).isEmpty();
    }

    @Test
    void domainTerm_isWeightedByAlphaAlone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Recipe(
                        "mine", Pace.TABULAR, 1, Alpha.NONE, Map.of(Term.DOMAIN, new ConstantAlpha(1)), Set.of()))
                .withMessageContaining("expected the domain term's weight as alpha");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.1, 1.1, Double.NaN})
    void reachOutOfRange_isRefused(double reach) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RECIPE.reaching(reach))
                .withMessage("reach: expected 0 to 1, got " + reach);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -1 | 64 | 1e-3 | .1 | .5 | .2 | 0   | 5   | steps: expected 0 or more, got -1
            1  | 1  | 1e-3 | .1 | .5 | .2 | 0   | 5   | batch: expected at least 2, got 1
            1  | 64 | 0    | .1 | .5 | .2 | 0   | 5   | learningRate: expected above 0, at most 1, got 0.0
            1  | 64 | 1.1  | .1 | .5 | .2 | 0   | 5   | learningRate: expected above 0, at most 1, got 1.1
            1  | 64 | NaN  | .1 | .5 | .2 | 0   | 5   | learningRate: expected above 0, at most 1, got NaN
            1  | 64 | 1e-3 | 2  | .5 | .2 | 0   | 5   | warmUp: expected 0 to 1, got 2.0
            1  | 64 | 1e-3 | .1 | 2  | .2 | 0   | 5   | coolDown: expected 0 to 1, got 2.0
            1  | 64 | 1e-3 | .1 | .5 | -1 | 0   | 5   | inputNoise: expected 0 to 10, got -1.0
            1  | 64 | 1e-3 | .1 | .5 | .2 | 1   | 5   | weightDecay: expected 0 to below 1, got 1.0
            1  | 64 | 1e-3 | .1 | .5 | .2 | 0   | 0   | clip: expected above 0, got 0.0
            1  | 64 | 1e-3 | .1 | .5 | .2 | 0   | NaN | clip: expected above 0, got NaN
            """)
    void paceOutOfRange_isRefused(
            int steps,
            int batch,
            double rate,
            double warmUp,
            double coolDown,
            double noise,
            double decay,
            double clip,
            String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pace(steps, batch, rate, warmUp, coolDown, noise, decay, clip))
                .withMessage(message);
    }
}
