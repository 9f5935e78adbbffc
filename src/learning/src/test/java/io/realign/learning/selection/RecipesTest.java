package io.realign.learning.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.adaptation.ShiftType;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.RecipeOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RecipesTest {
    static Stream<Recipe> all() {
        return Recipes.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void recipe_isFoundByItsName(Recipe recipe) {
        assertThat(Recipes.byName(recipe.name())).isSameAs(recipe);
    }

    @Test
    void unknownName_isRejectedWithTheValidNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipes.byName("magic"))
                .withMessageStartingWith("recipe: expected one of [restandardised, matched,")
                .withMessageEndingWith("got 'magic'");
    }

    @ParameterizedTest
    @EnumSource
    void withoutShift_thereAreNoCandidates(DataKind kind) {
        assertThat(Recipes.candidatesFor(ShiftType.NONE, kind)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void labelShift_needsNoTraining(DataKind kind) {
        assertThat(Recipes.candidatesFor(ShiftType.LABEL, kind, EnsembleAvailability.NONE))
                .containsExactly(Recipes.REWEIGHTED);
    }

    @ParameterizedTest
    @EnumSource
    void featureShift_startsWithRestandardisation(DataKind kind) {
        List<Recipe> recipes = Recipes.candidatesFor(ShiftType.BOTH, kind);

        assertThat(recipes)
                .startsWith(Recipes.RESTANDARDISED)
                .isEqualTo(Recipes.candidatesFor(ShiftType.COVARIATE, kind));
    }

    @ParameterizedTest
    @EnumSource
    void withoutEnsemble_recipesThatNeedItAreOmitted_andOthersRemain(DataKind kind) {
        assertThat(Recipes.candidatesFor(ShiftType.BOTH, kind, EnsembleAvailability.NONE))
                .noneMatch(recipe -> recipe.has(RecipeOption.LDA_ENSEMBLE))
                .anyMatch(recipe -> recipe.schedule().steps() > 0);
    }

    @Test
    void ensembleOfClassSharesOnly_givesNoPseudoLabels() {
        assertThat(Recipes.candidatesFor(ShiftType.BOTH, DataKind.DENSE, EnsembleAvailability.CLASS_PRIORS))
                .contains(Recipes.PRIOR_MATCHED)
                .doesNotContain(Recipes.CO_EM);
        assertThat(Recipes.candidatesFor(ShiftType.BOTH, DataKind.DENSE, EnsembleAvailability.PSEUDO_LABELS))
                .contains(Recipes.CO_EM);
    }
}
