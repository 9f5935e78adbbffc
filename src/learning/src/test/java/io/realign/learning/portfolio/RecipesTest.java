package io.realign.learning.portfolio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.adaptation.ShiftCase;
import io.realign.learning.training.Aid;
import io.realign.learning.training.Recipe;
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
        assertThat(Recipes.named(recipe.name())).isSameAs(recipe);
    }

    @Test
    void unknownName_isAnsweredByThoseThatThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recipes.named("magic"))
                .withMessageStartingWith("recipe: expected one of [restandardised, matched,")
                .withMessageEndingWith("got 'magic'");
    }

    @ParameterizedTest
    @EnumSource
    void withoutShift_nothingIsTried(Kind kind) {
        assertThat(Recipes.portfolio(ShiftCase.NONE, kind)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void otherSharesAlone_needNoTraining(Kind kind) {
        assertThat(Recipes.portfolio(ShiftCase.LABEL, kind, Counsel.NONE)).containsExactly(Recipes.REWEIGHTED);
    }

    @ParameterizedTest
    @EnumSource
    void movedFeatures_areStandardisedAnewBeforeAnythingIsTrained(Kind kind) {
        List<Recipe> recipes = Recipes.portfolio(ShiftCase.BOTH, kind);

        assertThat(recipes).startsWith(Recipes.RESTANDARDISED).isEqualTo(Recipes.portfolio(ShiftCase.COVARIATE, kind));
    }

    @ParameterizedTest
    @EnumSource
    void withoutCommittee_whatItHelpsIsLeftOut_andSomethingIsTrainedAllTheSame(Kind kind) {
        assertThat(Recipes.portfolio(ShiftCase.BOTH, kind, Counsel.NONE))
                .noneMatch(recipe -> recipe.has(Aid.COMMITTEE))
                .anyMatch(recipe -> recipe.pace().steps() > 0);
    }

    @Test
    void committeeThatKnowsTheSharesAlone_teachesNobody() {
        assertThat(Recipes.portfolio(ShiftCase.BOTH, Kind.DENSE, Counsel.SHARES))
                .contains(Recipes.MATCHED)
                .doesNotContain(Recipes.CO_EM);
        assertThat(Recipes.portfolio(ShiftCase.BOTH, Kind.DENSE, Counsel.TEACHER))
                .contains(Recipes.CO_EM);
    }
}
