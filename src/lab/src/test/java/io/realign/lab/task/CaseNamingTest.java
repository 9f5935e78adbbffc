package io.realign.lab.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.ShiftType;
import io.realign.learning.diagnosis.Finding;
import io.realign.learning.diagnosis.ShiftClassification;
import io.realign.learning.diagnosis.ShiftClassifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CaseNamingTest {
    /** The first step of a rotation is not told from chance, and none has to be: nothing is lost by it yet. */
    private static final int SEEN = 3;

    private static ShiftClassification name(SyntheticTask suite, int target, long seed) {
        return ShiftClassifier.classify(
                suite.sources(), suite.targets().get(target).rows(), seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    void everySuite_isNamed(long seed) {
        assertEverySuiteIsNamed(seed);
    }

    @EnabledIfSystemProperty(named = "long", matches = "true")
    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6, 7, 8, 9})
    void everySuite_isNamed_withMoreSeeds(long seed) {
        assertEverySuiteIsNamed(seed);
    }

    private static void assertEverySuiteIsNamed(long seed) {
        assertThat(SyntheticTasks.all(seed)).allSatisfy(suite -> {
            int target = Math.min(SEEN, suite.targets().size() - 1);
            assertThat(name(suite, target, seed).shiftType()).as(suite.name()).isEqualTo(suite.expectedShift());
        });
    }

    @Test
    void outlierSource_isReported_andExcludedFromTheDiagnosis() {
        ShiftClassification named = name(SyntheticTasks.outlierSource(1), 0, 1);

        assertThat(named.outlierSources()).containsExactly("outlier");
        assertThat(named.targetShiftType()).isEqualTo(ShiftType.NONE);
        assertThat(named.findings().get(0).message())
                .startsWith("outlier: a classifier trained on the other sources predicts ");
    }

    @Test
    void evidence_endsWhereTheStoryHolds() {
        assertThat(name(SyntheticTasks.labelShift(1), 0, 1).findings())
                .extracting(Finding::isExpected)
                .containsExactly(false, true, true);
        assertThat(name(SyntheticTasks.covariateShift(1), 0, 1).findings())
                .extracting(Finding::isExpected)
                .hasSize(4)
                .endsWith(true);
    }

    @Test
    void sameSeed_givesTheSameEvidence() {
        assertThat(name(SyntheticTasks.covariateAndLabelShift(3), 0, 5))
                .isEqualTo(name(SyntheticTasks.covariateAndLabelShift(3), 0, 5));
    }
}
