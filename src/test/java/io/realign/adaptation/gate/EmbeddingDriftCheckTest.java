package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingDriftCheckTest {
    private final EmbeddingDriftCheck drift = new EmbeddingDriftCheck(1.25);

    @ParameterizedTest
    @CsvSource({"4, 4, true", "4, 5, true", "4, 5.1, false", "4, 0.1, true", "8, 5.1, true"})
    void growthUpToThreshold_passes(double serving, double candidate, boolean passed) {
        assertThat(drift.evaluate(serving, candidate).passed()).isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource({"-0.2, 1.2, true", "0.001, 0.9, true", "0.5, 1.3, false"})
    void distanceWithinNoise_countsAsOne(double serving, double candidate, boolean passed) {
        assertThat(drift.evaluate(serving, candidate).passed()).isEqualTo(passed);
    }

    @Test
    void reason_namesBothDistances() {
        CheckResult check = drift.evaluate(2, 6);

        assertThat(check.value()).isEqualTo(3);
        assertThat(check.threshold()).isEqualTo(1.25);
        assertThat(check.reason()).contains("6.00", "2.00", "advisory");
    }

    @Test
    void nonFiniteEmbeddings_fail() {
        assertThat(drift.evaluate(2, Double.NaN)).satisfies(check -> {
            assertThat(check.passed()).isFalse();
            assertThat(check.value()).isEqualTo(-1);
        });
    }

    @ParameterizedTest
    @ValueSource(doubles = {.9, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void invalidMaxGrowth_throws(double growth) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new EmbeddingDriftCheck(growth))
                .withMessageStartingWith("maxGrowth: expected 1 or more, got ");
    }
}
