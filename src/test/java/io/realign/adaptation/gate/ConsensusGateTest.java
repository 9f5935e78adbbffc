package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On a window of 100 rows serving and unlike learner agree on 80, and the candidate follows one or the other. */
class ConsensusGateTest {
    private static final int ROWS = 100;
    private static final int CLASSES = 4;
    private static final int COMMON = 80;
    private static final double GAIN = .01;

    private static final int[] INCUMBENT =
            IntStream.range(0, ROWS).map(row -> row % CLASSES).toArray();

    /** Another class on the last twenty rows. */
    private static final int[] UNLIKE = other(INCUMBENT, COMMON, ROWS);

    /** Follows the unlike learner on ten of the rows on which the two disagree. */
    private static final int[] BETWEEN = other(INCUMBENT, 90, ROWS);

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
        return evidence(candidate, UNLIKE, holdOut);
    }

    private static Evidence evidence(int[] candidate, int[] unlike, int[] holdOut) {
        return new Evidence(confident(INCUMBENT), confident(candidate), confident(unlike), confident(HOLD_OUT), confident(holdOut), HOLD_OUT);
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
                        "unlike learners",
                        "agreement with incumbent",
                        "agreement with unlike learner",
                        "likelihood");
    }

    /** Nine rows in a hundred are too many for the trust region. */
    @Test
    void candidateBeyondTrustRegion_isAccepted() {
        Evidence evidence = evidence(other(INCUMBENT, 85, ROWS), HOLD_OUT);

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
        Evidence evidence =
                new Evidence(confident(INCUMBENT), candidate, confident(UNLIKE), confident(HOLD_OUT), confident(HOLD_OUT), HOLD_OUT);

        onlyFails(gate.evaluate(evidence, GAIN), "finite");
    }

    @Test
    void holdOutDrop_failsHoldOutOnly() {
        onlyFails(gate.evaluate(evidence(BETWEEN, other(HOLD_OUT, 0, 2)), GAIN), "source hold-out");
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    void learnersBelowMinAgreement_reject(int disagreements, boolean passed) {
        int[] unlike = other(INCUMBENT, ROWS - disagreements, ROWS);
        GateResult result = gate.evaluate(evidence(INCUMBENT, unlike, HOLD_OUT), GAIN);

        assertThat(check(result, "unlike learners").passed()).isEqualTo(passed);
        assertThat(result.accepted()).isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource({"25, true", "26, false"})
    void agreementGap_withinLimit_isAccepted(int changed, boolean passed) {
        int[] candidate = other(INCUMBENT, ROWS - changed, ROWS);

        CheckResult check = check(evaluate(candidate), "agreement with incumbent");

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
        int[] candidate = other(UNLIKE, 74, COMMON);

        onlyFails(evaluate(candidate), "agreement with incumbent");
    }

    @Test
    void candidateFarFromLdaEnsemble_failsThatAgreementOnly() {
        int[] candidate = other(INCUMBENT, 0, 6);

        onlyFails(evaluate(candidate), "agreement with unlike learner");
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
