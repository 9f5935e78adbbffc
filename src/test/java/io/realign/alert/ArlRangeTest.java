package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ArlRangeTest {
    @Test
    void range_isSymmetricAroundArl_onALogarithmicScale() {
        ArlRange range = ArlRange.of(10_000, 2_000);

        assertThat(range.min() * range.max()).isCloseTo(1e8, within(1.0));
    }

    @Test
    void range_narrows_withMoreReferenceEvents_butNotBelowTheErrorOfTheCalibration() {
        ArlRange small = ArlRange.of(10_000, 1_000);
        ArlRange large = ArlRange.of(10_000, 10_000);
        ArlRange unlimited = ArlRange.of(10_000, Long.MAX_VALUE);

        assertThat(small.max()).isGreaterThan(large.max());
        assertThat(large.max()).isGreaterThan(unlimited.max());
        assertThat(unlimited.max()).isCloseTo(10_000 * Math.exp(1.645 * 0.17), within(1e-6));
    }

    @Test
    void finiteReference_doublesTheVariance_at1point1ReferenceRunLengths() {
        assertThat(ArlRange.of(1_100, 1_000).max())
                .isCloseTo(1_100 * Math.exp(1.645 * 0.17 * Math.sqrt(2)), within(1e-6));
    }
}
