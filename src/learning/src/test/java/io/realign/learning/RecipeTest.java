package io.realign.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RecipeTest {
    @Test
    void impossibleSettings_areRefusedByName() {
        assertRefused("steps", () -> new Recipe(0, 64, 1e-3, .1, .1, .2, 0, 5, 1));
        assertRefused("batch", () -> new Recipe(1, 1, 1e-3, .1, .1, .2, 0, 5, 1));
        assertRefused("learningRate", () -> new Recipe(1, 64, 0, .1, .1, .2, 0, 5, 1));
        assertRefused("warmUp", () -> new Recipe(1, 64, 1e-3, 1.1, .1, .2, 0, 5, 1));
        assertRefused("alphaMax", () -> new Recipe(1, 64, 1e-3, .1, Double.NaN, .2, 0, 5, 1));
        assertRefused("inputNoise", () -> new Recipe(1, 64, 1e-3, .1, .1, -1, 0, 5, 1));
        assertRefused("weightDecay", () -> new Recipe(1, 64, 1e-3, .1, .1, .2, 1, 5, 1));
        assertRefused("clip", () -> new Recipe(1, 64, 1e-3, .1, .1, .2, 0, 0, 1));
        assertRefused("reach", () -> new Recipe(1, 64, 1e-3, .1, .1, .2, 0, 5, 2));
    }

    private static void assertRefused(String name, ThrowingCallable recipe) {
        assertThatIllegalArgumentException().isThrownBy(recipe).withMessageStartingWith(name + ": expected");
    }

    @Test
    void reaching_changesTheReachAlone() {
        assertThat(Recipe.ADAPTATION.reaching(.5).reaching(1)).isEqualTo(Recipe.ADAPTATION);
        assertThat(Recipe.ADAPTATION.reaching(.5).reach()).isEqualTo(.5);
    }
}
