package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NormalDistributionTest {
    @ParameterizedTest
    @CsvSource({
        "0.5, 0",
        "0.6, 0.2533471",
        "0.925, 1.4395315",
        "0.975, 1.9599640",
        "0.99, 2.3263479",
        "0.025, -1.9599640",
        "0.001, -3.0902323"
    })
    void quantile_isKnown(double probability, double expected) {
        assertThat(NormalDistribution.quantile(probability)).isCloseTo(expected, within(5e-7));
    }

    @ParameterizedTest
    @CsvSource({
        "1e-3, 3.0902323",
        "1e-6, 4.7534243",
        "1e-9, 5.9978070",
        "1e-12, 7.0344838",
        "1e-30, 11.4640246",
        "1e-300, 37.0471",
        "0.9, -1.2815516"
    })
    void upperQuantile_isKnown(double probability, double expected) {
        assertThat(NormalDistribution.upperQuantile(probability)).isCloseTo(expected, within(1e-5));
    }

    @Test
    void upperQuantile_isContinuousAndFalls() {
        double before = NormalDistribution.upperQuantile(1e-13) + 1e-3;
        for (double probability = 1e-13; probability < 0.9; probability *= 1.01) {
            double quantile = NormalDistribution.upperQuantile(probability);
            assertThat(before - quantile).isBetween(1e-4, 0.06);
            before = quantile;
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {-5, -1.3, -1e-3, 0, 0.4, 1.4395, 2, 4.753424, 7, 12, 30})
    void upperTail_invertsUpperQuantile(double value) {
        assertThat(NormalDistribution.upperQuantile(NormalDistribution.upperTail(value)))
                .isCloseTo(value, within(1e-5));
    }

    @ParameterizedTest
    @CsvSource({"0, 0.5", "1, 0.15865525", "-1, 0.84134475", "1.959964, 0.025", "3.0902323, 1e-3", "7.034484, 1e-12"})
    void upperTail_isKnown(double value, double expected) {
        assertThat(NormalDistribution.upperTail(value)).isCloseTo(expected, within(1e-5 * expected));
    }

    @Test
    void upperTail_beyondTheRange_isZero() {
        assertThat(NormalDistribution.upperTail(40)).isZero();
        assertThat(NormalDistribution.upperTail(Double.POSITIVE_INFINITY)).isZero();
        assertThat(NormalDistribution.upperTail(-40)).isEqualTo(1);
    }
}
