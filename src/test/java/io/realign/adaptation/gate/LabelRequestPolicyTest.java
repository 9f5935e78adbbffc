package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The incumbent takes all rows for class 0, the candidate the first ones for class 1. */
class LabelRequestPolicyTest {
    private static final GateResult REFUSED = refusal("agreement");

    private final LabelRequestPolicy doubt = new LabelRequestPolicy(.8);

    private static GateResult refusal(String vote) {
        return new GateResult("trust region", List.of(new CheckResult(vote, 0, 1, false, "no")));
    }

    private static Evidence evidence(float[][] incumbent, float[][] candidate) {
        float[][] holdOut = {{1, 0}};
        return new Evidence(incumbent, candidate, holdOut, holdOut, new int[] {0});
    }

    private static Evidence evidence(int rows, int apart) {
        return evidence(
                IntStream.range(0, rows).mapToObj(row -> new float[] {.9f, .1f}).toArray(float[][]::new),
                IntStream.range(0, rows)
                        .mapToObj(row -> row < apart ? new float[] {.2f, .8f} : new float[] {.8f, .2f})
                        .toArray(float[][]::new));
    }

    private static List<Integer> rows(List<Disagreement> asked) {
        return asked.stream().map(Disagreement::index).toList();
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "3, 3"})
    void labels_areAskedFor_belowTheAgreementAlone(int apart, int asked) {
        assertThat(doubt.select(REFUSED, evidence(10, apart))).hasSize(asked);
    }

    @Test
    void labels_areAskedFor_whereUnlikeLearnersSeeOtherThings() {
        assertThat(doubt.select(refusal("unlike learners"), evidence(10, 1)))
                .containsExactly(new Disagreement(0, 0, 1));
    }

    @Test
    void labels_areAskedFor_whereNothingIsHeldOutToJudgeBy() {
        Evidence evidence = evidence(10, 1);
        Evidence without = new Evidence(
                evidence.servingTarget(), evidence.candidateTarget(), new float[0][], new float[0][], new int[0]);

        assertThat(doubt.select(REFUSED, without)).hasSize(1);
    }

    @Test
    void labels_areNotAskedFor_whereLabelsHaveDecided() {
        Evidence evidence = evidence(10, 5);
        GateResult decided = new LabelledProbe(.05)
                .apply(List.of(REFUSED), evidence, new ProbeEvidence(right(9), wrong(9), new int[9]))
                .get(0);

        assertThat(doubt.select(decided, evidence)).isEmpty();
    }

    @Test
    void rowsOfWhichBothAreSurest_comeFirst_andEqualOnesInTheirOrder() {
        float[][] incumbent = {{.6f, .4f}, {.9f, .1f}, {.9f, .1f}, {.7f, .3f}, {.9f, .1f}};
        float[][] candidate = {{.1f, .9f}, {.2f, .8f}, {.8f, .2f}, {.1f, .9f}, {.2f, .8f}};

        assertThat(rows(doubt.select(REFUSED, evidence(incumbent, candidate)))).containsExactly(1, 4, 3, 0);
    }

    @Test
    void noMoreRowsAreAskedFor_thanAPersonLabels() {
        assertThat(rows(doubt.select(REFUSED, evidence(100, 90))))
                .containsExactlyElementsOf(IntStream.range(0, LabelRequestPolicy.MAX_REQUESTS)
                        .boxed()
                        .toList());
    }

    @Test
    void rowWithoutAnAnswer_isNotAskedFor() {
        float[][] incumbent = {{1, 0}, {1, 0}};
        float[][] candidate = {{Float.NaN, 0}, {0, 1}};

        assertThat(rows(doubt.select(REFUSED, evidence(incumbent, candidate)))).containsExactly(1);
    }

    @Test
    void agreementThatIsNoShare_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelRequestPolicy(80))
                .withMessage("agreement: expected 0 to 1, got 80.0");
    }

    private static float[][] right(int rows) {
        return IntStream.range(0, rows).mapToObj(row -> new float[] {1, 0}).toArray(float[][]::new);
    }

    private static float[][] wrong(int rows) {
        return IntStream.range(0, rows).mapToObj(row -> new float[] {0, 1}).toArray(float[][]::new);
    }
}
