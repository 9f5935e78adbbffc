package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a window of 100 rows serving model and LDA ensemble agree on 80 rows; the candidate follows one of them. */
class ConsensusGateTest {
    private static final int ROWS = 100;
    private static final int CLASSES = 4;
    private static final int COMMON = 80;
    private static final double GAIN = .01;

    private static final int[] SERVING =
            IntStream.range(0, ROWS).map(row -> row % CLASSES).toArray();

    /** Another class on the last twenty rows. */
    private static final int[] LDA = other(SERVING, COMMON, ROWS);

    /** Follows the LDA ensemble on ten of the rows on which both disagree. */
    private static final int[] BETWEEN = other(SERVING, 90, ROWS);

    private static final int[] HOLD_OUT =
            IntStream.range(0, 50).map(row -> row % CLASSES).toArray();

    private final ConsensusGate gate = new ConsensusGate(new ConsensusThresholds(.02, .70, ROWS, .05));

    private static int[] other(int[] classes, int from, int to) {
        int[] other = classes.clone();
        for (int row = from; row < to; row++) {
            other[row] = (other[row] + 1) % CLASSES;
        }
        return other;
    }

    private static float[][] confident(int... classes) {
        float[][] probabilities = new float[classes.length][CLASSES];
        for (int row = 0; row < classes.length; row++) {
            Arrays.fill(probabilities[row], .1f);
            probabilities[row][classes[row]] = .7f;
        }
        return probabilities;
    }

    private static Evidence evidence(int[] candidate, int[] holdOut) {
        return evidence(candidate, LDA, holdOut);
    }

    private static Evidence evidence(int[] candidate, int[] lda, int[] holdOut) {
        return new Evidence(
                confident(SERVING),
                confident(candidate),
                confident(lda),
                confident(HOLD_OUT),
                confident(holdOut),
                HOLD_OUT);
    }

    private GateResult evaluate(int[] candidate) {
        return gate.evaluate(evidence(candidate, HOLD_OUT), GAIN);
    }

    private static void onlyFails(GateResult result, String name) {
        assertThat(result.accepted()).isFalse();
        assertThat(result.checks().stream().filter(check -> !check.passed()).map(CheckResult::name))
                .containsExactly(name);
    }

    private static CheckResult check(GateResult result, String name) {
        return result.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void candidateBetweenBothLearners_isAccepted() {
        GateResult result = evaluate(BETWEEN);

        assertThat(result.accepted()).isTrue();
        assertThat(result.checks())
                .extracting(CheckResult::name)
                .containsExactly(
                        "finite",
                        "source hold-out",
                        "rows",
                        "agreement with the LDA ensemble",
                        "agreement with the serving model",
                        "candidate agreement with the LDA ensemble",
                        "likelihood");
    }

    /** Nine rows in a hundred are too many for the trust region. */
    @Test
    void candidateBeyondTrustRegion_isAccepted() {
        Evidence evidence = evidence(other(SERVING, 85, ROWS), HOLD_OUT);

        assertThat(new TrustRegionGate(TrustRegionThresholds.DEFAULT)
                        .evaluate(evidence)
                        .accepted())
                .isFalse();
        assertThat(gate.evaluate(evidence, GAIN).accepted()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY})
    void nonFiniteProbability_failsFiniteOnly(float bad) {
        float[][] candidate = confident(BETWEEN);
        candidate[17][2] = bad;
        Evidence evidence = new Evidence(
                confident(SERVING), candidate, confident(LDA), confident(HOLD_OUT), confident(HOLD_OUT), HOLD_OUT);

        onlyFails(gate.evaluate(evidence, GAIN), "finite");
    }

    @Test
    void holdOutDrop_failsHoldOutOnly() {
        onlyFails(gate.evaluate(evidence(BETWEEN, other(HOLD_OUT, 0, 2)), GAIN), "source hold-out");
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    void learnersBelowMinAgreement_reject(int disagreements, boolean passed) {
        int[] lda = other(SERVING, ROWS - disagreements, ROWS);
        GateResult result = gate.evaluate(evidence(SERVING, lda, HOLD_OUT), GAIN);

        assertThat(check(result, "agreement with the LDA ensemble").passed()).isEqualTo(passed);
        assertThat(result.accepted()).isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource({"25, true", "26, false"})
    void agreementGap_withinLimit_isAccepted(int changed, boolean passed) {
        int[] candidate = other(SERVING, ROWS - changed, ROWS);

        CheckResult check = check(evaluate(candidate), "agreement with the serving model");

        assertThat(check.passed()).isEqualTo(passed);
        assertThat(check.threshold()).isEqualTo(.75);
    }

    @Test
    void tooFewRows_failRowsOnly() {
        ConsensusGate strict = new ConsensusGate(new ConsensusThresholds(.02, .70, ROWS + 1, .05));

        onlyFails(strict.evaluate(evidence(BETWEEN, HOLD_OUT), GAIN), "rows");
    }

    @Test
    void candidateFarFromServingModel_failsThatAgreementOnly() {
        int[] candidate = other(LDA, 74, COMMON);

        onlyFails(evaluate(candidate), "agreement with the serving model");
    }

    @Test
    void candidateFarFromLdaEnsemble_failsThatAgreementOnly() {
        int[] candidate = other(SERVING, 0, 6);

        onlyFails(evaluate(candidate), "candidate agreement with the LDA ensemble");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1e-6, Double.NEGATIVE_INFINITY, Double.NaN})
    void noLikelihoodGain_failsLikelihoodOnly(double gain) {
        onlyFails(gate.evaluate(evidence(BETWEEN, HOLD_OUT), gain), "likelihood");
    }

    @Test
    void thresholdsOutsideFractions_throw() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsensusThresholds(1.1, .6, 1, .05));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsensusThresholds(.02, -.1, 1, .05));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsensusThresholds(.02, .6, 1, Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsensusThresholds(.02, .6, 0, .05));
    }
}
