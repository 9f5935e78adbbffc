package io.realign.adaptation.alpha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class GaninRampTest {
    @Test
    void ramp_risesFromZeroBelowMaximum() {
        GaninRamp ramp = new GaninRamp(GaninRamp.GAMMA, .1);

        assertThat(ramp.at(0)).isZero();
        for (double progress = .01; progress <= 1; progress += .01) {
            assertThat(ramp.at(progress)).isGreaterThan(ramp.at(progress - .01)).isLessThan(.1);
        }
    }

    /** Equal to tanh(5 p). */
    @Test
    void ramp_matchesPaper() {
        GaninRamp ramp = new GaninRamp(10, 1);

        assertThat(ramp.at(.1)).isCloseTo(Math.tanh(.5), within(1e-12));
        assertThat(ramp.at(1)).isCloseTo(Math.tanh(5), within(1e-12));
    }

    @Test
    void invalidSettings_throw() {
        for (double bad : new double[] {Double.NaN, -1, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new GaninRamp(bad, 1));
            assertThatIllegalArgumentException().isThrownBy(() -> new GaninRamp(10, bad));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new GaninRamp(0, 1));
        assertThat(new GaninRamp(10, 0).at(1)).isZero();
    }
}
