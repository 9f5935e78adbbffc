package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledProbeTestTest {
    private static final float[][] NO_ENSEMBLE = new float[0][];
    private static final CheckResult YES = new CheckResult("agreement", 1, .9, true, "agrees");
    private static final CheckResult NO = new CheckResult("agreement", .5, .9, false, "does not agree");
    private static final Evidence FINITE = evidence(1);

    private final LabelledProbeTest probe = new LabelledProbeTest(.05);

    private static Evidence evidence(float value) {
        float[][] rows = {{value, 0}};
        return new Evidence(rows, rows, NO_ENSEMBLE, rows, rows, new int[] {0});
    }

    /** All rows are of class 0. One is correct for both models, the others for one model only. */
    private static ProbeEvidence rows(int wins, int losses) {
        int count = wins + losses + 1;
        float[][] serving = new float[count][];
        float[][] candidate = new float[count][];
        for (int row = 0; row < count; row++) {
            serving[row] = probabilities(row >= wins);
            candidate[row] = probabilities(row < wins || row == count - 1);
        }
        return new ProbeEvidence(serving, candidate, new int[count]);
    }

    private static float[] probabilities(boolean right) {
        return right ? new float[] {.8f, .2f} : new float[] {.2f, .8f};
    }

    private List<GateResult> evaluate(CheckResult without, int wins, int losses) {
        return probe.apply(List.of(new GateResult("trust region", List.of(without))), FINITE, rows(wins, losses));
    }

    private static boolean accepted(List<GateResult> results) {
        return results.stream().anyMatch(GateResult::accepted);
    }

    @ParameterizedTest
    @CsvSource({"5, 0, true", "4, 0, false", "12, 4, true", "11, 4, false"})
    void rejectedCandidate_betterOnProbe_isAccepted(int wins, int losses, boolean accepted) {
        assertThat(accepted(evaluate(NO, wins, losses))).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, false", "0, 4, true", "4, 12, false", "4, 11, true"})
    void acceptedCandidate_worseOnProbe_isRejected(int wins, int losses, boolean accepted) {
        assertThat(accepted(evaluate(YES, wins, losses))).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"9, 0, true, better", "0, 9, false, worse", "2, 2, true, inconclusive"})
    void probeResult_isRecordedAsCheck(int wins, int losses, boolean passed, String conclusion) {
        GateResult first = evaluate(YES, wins, losses).get(0);

        assertThat(first.checks())
                .filteredOn(check -> check.name().equals("labelled probe"))
                .singleElement()
                .satisfies(check -> {
                    assertThat(check.passed()).isEqualTo(passed);
                    assertThat(check.threshold()).isEqualTo(.05);
                    assertThat(check.reason())
                            .contains(conclusion, wins + " labelled rows", losses + " for the serving model");
                });
    }

    @Test
    void overriddenChecks_areKept() {
        assertThat(evaluate(NO, 9, 0))
                .anySatisfy(result -> assertThat(result.checks()).contains(NO));
        assertThat(evaluate(YES, 0, 9))
                .anySatisfy(result -> assertThat(result.checks()).contains(YES));
    }

    @Test
    void nonFiniteCandidate_betterOnProbe_isRejected() {
        List<GateResult> results =
                probe.apply(List.of(new GateResult("trust region", List.of(NO))), evidence(Float.NaN), rows(9, 0));

        assertThat(accepted(results)).isFalse();
    }

    @Test
    void emptyProbe_isInconclusive() {
        ProbeEvidence none = new ProbeEvidence(new float[0][], new float[0][], new int[0]);

        assertThat(accepted(probe.apply(List.of(new GateResult("trust region", List.of(NO))), FINITE, none)))
                .isFalse();
        assertThat(accepted(probe.apply(List.of(new GateResult("trust region", List.of(YES))), FINITE, none)))
                .isTrue();
    }

    @Test
    void probe_isSymmetric() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            int wins = random.nextInt(20);
            int losses = random.nextInt(20);
            boolean better = accepted(evaluate(NO, wins, losses));
            boolean worse = !accepted(evaluate(YES, wins, losses));
            assertThat(better && worse).isFalse();
            assertThat(better).isEqualTo(!accepted(evaluate(YES, losses, wins)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -.1, .51, Double.NaN})
    void invalidSignificanceLevel_throws(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelledProbeTest(level))
                .withMessage("significanceLevel: expected a number above 0 and at most 0.5, got " + level);
    }

    @Test
    void missingLabels_throw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbeEvidence(new float[1][2], new float[1][2], new int[0]))
                .withMessage("labels of the probe: expected 1 rows, got 0");
    }
}
