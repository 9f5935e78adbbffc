package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledProbeTest {
    private static final CheckResult YES = new CheckResult("agreement", 1, .9, true, "agrees");
    private static final CheckResult NO = new CheckResult("agreement", .5, .9, false, "does not agree");
    private static final Evidence FINITE = evidence(1);

    private final LabelledProbe probe = new LabelledProbe(.05);

    private static Evidence evidence(float value) {
        float[][] rows = {{value, 0}};
        return new Evidence(rows, rows, rows, rows, new int[] {0});
    }

    /** All rows are of class 0; so many are named rightly by one of the two alone, and one by both. */
    private static ProbeEvidence rows(int wins, int losses) {
        int count = wins + losses + 1;
        float[][] incumbent = new float[count][];
        float[][] candidate = new float[count][];
        for (int row = 0; row < count; row++) {
            incumbent[row] = answer(row >= wins);
            candidate[row] = answer(row < wins || row == count - 1);
        }
        return new ProbeEvidence(incumbent, candidate, new int[count]);
    }

    private static float[] answer(boolean right) {
        return right ? new float[] {.8f, .2f} : new float[] {.2f, .8f};
    }

    private List<GateResult> judge(CheckResult without, int wins, int losses) {
        return probe.apply(List.of(new GateResult("trust region", List.of(without))), FINITE, rows(wins, losses));
    }

    private static boolean accepted(List<GateResult> verdicts) {
        return verdicts.stream().anyMatch(GateResult::accepted);
    }

    @ParameterizedTest
    @CsvSource({"5, 0, true", "4, 0, false", "12, 4, true", "11, 4, false"})
    void refusedCandidate_isAccepted_whenTheProbeFindsItBetter(int wins, int losses, boolean accepted) {
        assertThat(accepted(judge(NO, wins, losses))).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, false", "0, 4, true", "4, 12, false", "4, 11, true"})
    void acceptedCandidate_isRefused_whenTheProbeFindsItWorse(int wins, int losses, boolean accepted) {
        assertThat(accepted(judge(YES, wins, losses))).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({"9, 0, true, better", "0, 9, false, worse", "2, 2, true, too few"})
    void wordOfTheProbe_standsAmongTheVotes(int wins, int losses, boolean passed, String word) {
        GateResult first = judge(YES, wins, losses).get(0);

        assertThat(first.checks())
                .filteredOn(vote -> vote.name().equals("labelled probe"))
                .singleElement()
                .satisfies(vote -> {
                    assertThat(vote.passed()).isEqualTo(passed);
                    assertThat(vote.threshold()).isEqualTo(.05);
                    assertThat(vote.reason()).contains(word, wins + " are named", losses + " by the incumbent");
                });
    }

    @Test
    void overriddenVotes_areKept() {
        assertThat(judge(NO, 9, 0))
                .anySatisfy(verdict -> assertThat(verdict.checks()).contains(NO));
        assertThat(judge(YES, 0, 9))
                .anySatisfy(verdict -> assertThat(verdict.checks()).contains(YES));
    }

    @Test
    void candidateWithoutNumbers_isRefused_howeverWellItDoesOnTheProbe() {
        List<GateResult> verdicts =
                probe.apply(List.of(new GateResult("trust region", List.of(NO))), evidence(Float.NaN), rows(9, 0));

        assertThat(accepted(verdicts)).isFalse();
    }

    @Test
    void emptyProbe_decidesNothing() {
        ProbeEvidence none = new ProbeEvidence(new float[0][], new float[0][], new int[0]);

        assertThat(accepted(probe.apply(List.of(new GateResult("trust region", List.of(NO))), FINITE, none)))
                .isFalse();
        assertThat(accepted(probe.apply(List.of(new GateResult("trust region", List.of(YES))), FINITE, none)))
                .isTrue();
    }

    /** Who is the incumbent is a matter of names. */
    @Test
    void probe_neverFindsEitherBetter_thanTheOther() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 200; i++) {
            int wins = random.nextInt(20);
            int losses = random.nextInt(20);
            boolean better = accepted(judge(NO, wins, losses));
            boolean worse = !accepted(judge(YES, wins, losses));
            assertThat(better && worse).isFalse();
            assertThat(better).isEqualTo(!accepted(judge(YES, losses, wins)));
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -.1, .51, Double.NaN})
    void levelThatNoTestHas_isRefused(double level) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelledProbe(level))
                .withMessage("level: expected above 0 to 0.5, got " + level);
    }

    @Test
    void rowsWithoutLabels_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ProbeEvidence(new float[1][2], new float[1][2], new int[0]))
                .withMessage("labels of the probe: expected 1 rows, got 0");
    }
}
