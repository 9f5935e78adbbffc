package io.realign.learning.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SignTestTest {
    @Test
    void allOfFiveTosses_happenEveryThirtySecondTime() {
        assertThat(SignTest.p(5, 0)).isCloseTo(1 / 32.0, within(1e-12));
    }

    @Test
    void atLeastTwoOfThree_happenEverySecondTime() {
        assertThat(SignTest.p(2, 1)).isCloseTo(.5, within(1e-12));
    }

    @Test
    void noTossAtAll_isNoEvidence() {
        assertThat(SignTest.p(0, 0)).isEqualTo(1);
    }

    @Test
    void manyTosses_stayANumber() {
        assertThat(SignTest.p(3000, 2000)).isBetween(0.0, 1e-30);
    }
}
