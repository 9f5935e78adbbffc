package io.realign.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdaptationProfileTest {
    @Test
    void profiles_matchParameterGuide() {
        assertThat(AdaptationProfile.named("close")).isEqualTo(new AdaptationProfile(1e-3, .3, 64, 50));
        assertThat(AdaptationProfile.named("Far")).isEqualTo(new AdaptationProfile(5e-4, .7, 64, 150));
        assertThat(AdaptationProfile.FAR.epochs()).isGreaterThan(AdaptationProfile.CLOSE.epochs());
    }

    @Test
    void named_unknown_throwsWithKnownNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdaptationProfile.named("middle"))
                .withMessage("profile: expected close or far, got middle");
    }

    @ParameterizedTest
    @CsvSource({"1,50", "64,50", "65,100", "640,500", "641,550"})
    void steps_coverEveryRowPerEpoch(int rows, int steps) {
        assertThat(AdaptationProfile.CLOSE.steps(rows)).isEqualTo(steps);
    }

    @Test
    void steps_noRows_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AdaptationProfile.CLOSE.steps(0))
                .withMessage("rows: expected 1 or more, got 0");
    }

    @Test
    void boundsOfParameterGuide_areValid() {
        assertThat(new AdaptationProfile(1e-4, .1, 32, 50)).isNotNull();
        assertThat(new AdaptationProfile(1e-3, 1, 128, 200)).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "9e-5,.3,64,50",
        "1.1e-3,.3,64,50",
        "1e-3,.09,64,50",
        "1e-3,1.1,64,50",
        "1e-3,.3,31,50",
        "1e-3,.3,129,50",
        "1e-3,.3,64,49",
        "1e-3,.3,64,201",
        "NaN,.3,64,50"
    })
    void valuesOutsideParameterGuide_throw(double learningRate, double maxAlpha, int batch, int epochs) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AdaptationProfile(learningRate, maxAlpha, batch, epochs))
                .withMessageContaining("expected");
    }
}
