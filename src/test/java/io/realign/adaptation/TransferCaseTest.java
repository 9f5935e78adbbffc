package io.realign.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TransferCaseTest {
    @ParameterizedTest
    @CsvSource({
        "1,1,ALIGNED", ".5,.9,ALIGNED",
        ".5,.89,LABEL_SHIFT", "1,0,LABEL_SHIFT",
        ".49,.9,COVARIATE_SHIFT", "0,1,COVARIATE_SHIFT",
        ".49,.89,DISTANT", "0,0,DISTANT"
    })
    void of_returnsCaseOfQuadrant(double overlap, double agreement, TransferCase name) {
        assertThat(TransferCase.of(overlap, agreement)).isEqualTo(name);
    }

    @ParameterizedTest
    @EnumSource
    void everyCase_hasMeaningAndRecommendation(TransferCase name) {
        assertThat(name.meaning()).isNotBlank();
        assertThat(name.recommendation()).isNotBlank();
    }

    /** A domain classifier of accuracy 3/4 has a proxy A-distance of 2 (1 - 2 / 4) = 1. */
    @ParameterizedTest
    @CsvSource({"0,1", "1,.5", "2,0", "-.1,1"})
    void overlap_isTwiceTheClassifierError(double proxyADistance, double overlap) {
        assertThat(TransferCase.overlap(proxyADistance)).isCloseTo(overlap, within(1e-12));
    }

    @Test
    void agreement_equalShares_isOne() {
        double[] shares = {.2, .3, .5};

        assertThat(TransferCase.agreement(shares, shares, 0)).isEqualTo(1);
    }

    @Test
    void agreement_disjointShares_isZero() {
        assertThat(TransferCase.agreement(new double[] {1, 0}, new double[] {0, 1}, 0))
                .isZero();
    }

    @Test
    void agreement_isOneMinusTotalVariation() {
        assertThat(TransferCase.agreement(new double[] {.5, .5}, new double[] {.8, .2}, 0))
                .isCloseTo(.7, within(1e-12));
    }

    @Test
    void agreement_unknownClasses_countAsDifference() {
        double[] shares = {.4, .6};

        assertThat(TransferCase.agreement(shares, shares, .25)).isCloseTo(.75, within(1e-12));
        assertThat(TransferCase.agreement(shares, shares, 1)).isZero();
    }

    @Test
    void invalidMeasurements_throw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransferCase.of(1.2, 1))
                .withMessage("overlap: expected 0 to 1, got 1.2");
        assertThatIllegalArgumentException().isThrownBy(() -> TransferCase.of(1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> TransferCase.overlap(2.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TransferCase.agreement(new double[2], new double[3], 0))
                .withMessage("target: expected shares of 2 classes, got 3");
    }
}
