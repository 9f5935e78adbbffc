package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.window.DyadicWindows;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FalseAlarmAllocationTest {
    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 1, 8, 32})
    void weightedScore_invertsNormalScore(double share) {
        assertThat(FalseAlarmAllocation.weightedScore(FalseAlarmAllocation.zScore(4, share), share))
                .isCloseTo(4, within(1e-12));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 2, 32})
    void zScore_exceedanceIsProportionalToShare(double share) {
        double odds = Math.exp(-Math.pow(FalseAlarmAllocation.zScore(6, share), 2) / 2) / Math.exp(-Math.pow(6, 2) / 2);

        assertThat(odds).isCloseTo(share, within(1e-9 * share));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 10})
    void share_growsWithLevelAndIsLargerForDiscrepancy(int level) {
        int length = DyadicWindows.minLength(level);

        assertThat(FalseAlarmAllocation.discrepancyShare(2 * length))
                .isGreaterThan(FalseAlarmAllocation.discrepancyShare(length));
        assertThat(FalseAlarmAllocation.featureShare(length)).isLessThan(FalseAlarmAllocation.discrepancyShare(length));
        assertThat(FalseAlarmAllocation.scoreShare(length, 1)).isLessThan(FalseAlarmAllocation.featureShare(length));
    }

    @Test
    void scoreShare_isSplitAmongScores() {
        assertThat(2 * FalseAlarmAllocation.scoreShare(8, 2)).isEqualTo(FalseAlarmAllocation.scoreShare(8, 1));
    }
}
