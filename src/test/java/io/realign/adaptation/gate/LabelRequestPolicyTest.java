package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The serving model predicts class 0 for all rows, the candidate class 1 for the first ones. */
class LabelRequestPolicyTest {
    private static final float[][] NO_ENSEMBLE = new float[0][];
    private static final GateResult REJECTED = rejection("agreement");

    private final LabelRequestPolicy policy = new LabelRequestPolicy(.8);

    private static GateResult rejection(String check) {
        return new GateResult("trust region", List.of(new CheckResult(check, 0, 1, false, "no")));
    }

    private static Evidence evidence(float[][] serving, float[][] candidate) {
        float[][] holdOut = {{1, 0}};
        return new Evidence(serving, candidate, NO_ENSEMBLE, holdOut, holdOut, new int[] {0});
    }

    private static Evidence evidence(int rows, int disagreements) {
        return evidence(
                IntStream.range(0, rows).mapToObj(row -> new float[] {.9f, .1f}).toArray(float[][]::new),
                IntStream.range(0, rows)
                        .mapToObj(row -> row < disagreements ? new float[] {.2f, .8f} : new float[] {.8f, .2f})
                        .toArray(float[][]::new));
    }

    private static List<Integer> rows(List<Disagreement> requested) {
        return requested.stream().map(Disagreement::index).toList();
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "3, 3"})
    void labels_lowAgreement_areRequested(int disagreements, int requested) {
        assertThat(policy.select(REJECTED, evidence(10, disagreements))).hasSize(requested);
    }

    @Test
    void labels_ldaDisagreement_areRequested() {
        assertThat(policy.select(rejection("agreement with the LDA ensemble"), evidence(10, 1)))
                .containsExactly(new Disagreement(0, 0, 1));
    }

    @Test
    void labels_emptyHoldOut_areRequested() {
        Evidence evidence = evidence(10, 1);
        Evidence without = new Evidence(
                evidence.servingOnWindow(),
                evidence.candidateOnWindow(),
                NO_ENSEMBLE,
                new float[0][],
                new float[0][],
                new int[0]);

        assertThat(policy.select(REJECTED, without)).hasSize(1);
    }

    @Test
    void labels_decidedByProbe_areNotRequested() {
        Evidence evidence = evidence(10, 5);
        GateResult decided = new LabelledProbeTest(.05)
                .apply(List.of(REJECTED), evidence, new ProbeEvidence(right(9), wrong(9), new int[9]))
                .get(0);

        assertThat(policy.select(decided, evidence)).isEmpty();
    }

    @Test
    void rows_areSortedByConfidence_stable() {
        float[][] serving = {{.6f, .4f}, {.9f, .1f}, {.9f, .1f}, {.7f, .3f}, {.9f, .1f}};
        float[][] candidate = {{.1f, .9f}, {.2f, .8f}, {.8f, .2f}, {.1f, .9f}, {.2f, .8f}};

        assertThat(rows(policy.select(REJECTED, evidence(serving, candidate)))).containsExactly(1, 4, 3, 0);
    }

    @Test
    void rows_areLimited() {
        assertThat(rows(policy.select(REJECTED, evidence(100, 90))))
                .containsExactlyElementsOf(IntStream.range(0, LabelRequestPolicy.MAX_REQUESTS)
                        .boxed()
                        .toList());
    }

    @Test
    void rowWithoutPrediction_isNotRequested() {
        float[][] serving = {{1, 0}, {1, 0}};
        float[][] candidate = {{Float.NaN, 0}, {0, 1}};

        assertThat(rows(policy.select(REJECTED, evidence(serving, candidate)))).containsExactly(1);
    }

    @Test
    void invalidMinAgreement_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelRequestPolicy(80))
                .withMessage("minAgreement: expected 0 to 1, got 80");
    }

    private static float[][] right(int rows) {
        return IntStream.range(0, rows).mapToObj(row -> new float[] {1, 0}).toArray(float[][]::new);
    }

    private static float[][] wrong(int rows) {
        return IntStream.range(0, rows).mapToObj(row -> new float[] {0, 1}).toArray(float[][]::new);
    }
}
