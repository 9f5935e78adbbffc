package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustRegionGateTest {
    private static final float[][] NO_ENSEMBLE = new float[0][];
    private static final int[] WINDOW = balanced(100);
    private static final int[] HOLD_OUT = balanced(50);

    private final TrustRegionGate gate = new TrustRegionGate(TrustRegionThresholds.DEFAULT);

    private static int[] balanced(int rows) {
        int[] classes = new int[rows];
        Arrays.setAll(classes, row -> row % 4);
        return classes;
    }

    private static float[][] confident(int... classes) {
        float[][] probabilities = new float[classes.length][4];
        for (int row = 0; row < classes.length; row++) {
            Arrays.fill(probabilities[row], .1f);
            probabilities[row][classes[row]] = .7f;
        }
        return probabilities;
    }

    private static Evidence evidence(int[] candidateTarget, int[] candidateHoldOut) {
        return new Evidence(
                confident(WINDOW),
                confident(candidateTarget),
                NO_ENSEMBLE,
                confident(HOLD_OUT),
                confident(candidateHoldOut),
                HOLD_OUT);
    }

    /** Changes the class of the first rows to the next one, which keeps the class shares. */
    private static int[] rotated(int[] classes, int rows) {
        int[] changed = classes.clone();
        for (int row = 0; row < rows; row++) {
            changed[row] = (changed[row] + 1) % 4;
        }
        return changed;
    }

    private static CheckResult check(GateResult result, String name) {
        return result.checks().stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void samePredictions_areAccepted() {
        GateResult result = gate.evaluate(evidence(WINDOW, HOLD_OUT));

        assertThat(result.accepted()).isTrue();
        assertThat(result.checks())
                .extracting(CheckResult::name)
                .containsExactly("finite", "source hold-out", "agreement", "class shares", "density");
        assertThat(check(result, "agreement").value()).isEqualTo(1);
        assertThat(check(result, "class shares").value()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10, true", "11, false", "100, false"})
    void agreement_atThreshold_passes(int changed, boolean passed) {
        CheckResult agreement = check(gate.evaluate(evidence(rotated(WINDOW, changed), HOLD_OUT)), "agreement");

        assertThat(agreement.passed()).isEqualTo(passed);
        assertThat(agreement.value()).isEqualTo((100 - changed) / 100.0);
        assertThat(agreement.threshold()).isEqualTo(.90);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"})
    void holdOut_dropAtThreshold_passes(int wrong, boolean passed) {
        CheckResult holdOut = check(gate.evaluate(evidence(WINDOW, rotated(HOLD_OUT, wrong))), "source hold-out");

        assertThat(holdOut.passed()).isEqualTo(passed);
        assertThat(holdOut.value()).isEqualTo(-wrong / 50.0);
    }

    @Test
    void holdOut_gain_passes() {
        Evidence evidence = new Evidence(
                confident(WINDOW),
                confident(WINDOW),
                NO_ENSEMBLE,
                confident(rotated(HOLD_OUT, 20)),
                confident(HOLD_OUT),
                HOLD_OUT);

        assertThat(gate.evaluate(evidence).accepted()).isTrue();
        assertThat(check(gate.evaluate(evidence), "source hold-out").value()).isEqualTo(.4);
    }

    @ParameterizedTest
    @CsvSource({"5, true", "6, false"})
    void classShares_atThreshold_pass(int moved, boolean passed) {
        int[] drawnToClass0 = WINDOW.clone();
        for (int row = 0, left = moved; left > 0; row++) {
            if (drawnToClass0[row] == 1) {
                drawnToClass0[row] = 0;
                left--;
            }
        }

        CheckResult shares = check(gate.evaluate(evidence(drawnToClass0, HOLD_OUT)), "class shares");

        assertThat(shares.passed()).isEqualTo(passed);
        assertThat(shares.value()).isEqualTo(moved / 100.0);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void nonFiniteValue_isRejected(float bad) {
        float[][] target = confident(WINDOW);
        target[17][2] = bad;
        float[][] holdOut = confident(HOLD_OUT);
        holdOut[3][0] = bad;

        GateResult inTarget = gate.evaluate(new Evidence(
                confident(WINDOW), target, NO_ENSEMBLE, confident(HOLD_OUT), confident(HOLD_OUT), HOLD_OUT));
        GateResult inHoldOut = gate.evaluate(new Evidence(
                confident(WINDOW), confident(WINDOW), NO_ENSEMBLE, confident(HOLD_OUT), holdOut, HOLD_OUT));

        assertThat(check(inTarget, "finite").passed()).isFalse();
        assertThat(check(inHoldOut, "finite").passed()).isFalse();
        assertThat(inTarget.accepted()).isFalse();
    }

    @Test
    void nonFiniteModels_doNotAgree() {
        float[][] broken = new float[100][4];
        for (float[] row : broken) {
            Arrays.fill(row, Float.NaN);
        }

        GateResult result = gate.evaluate(
                new Evidence(broken, broken, NO_ENSEMBLE, confident(HOLD_OUT), confident(HOLD_OUT), HOLD_OUT));

        assertThat(check(result, "agreement").value()).isZero();
        assertThat(result.accepted()).isFalse();
        assertAllFinite(result);
    }

    @Test
    void emptyWindow_isRejected() {
        float[][] none = {};

        GateResult result = gate.evaluate(
                new Evidence(none, none, NO_ENSEMBLE, confident(HOLD_OUT), confident(HOLD_OUT), HOLD_OUT));

        assertThat(result.accepted()).isFalse();
        assertThat(result.failureReasons()).allMatch(reason -> reason.contains("the target window is empty"));
        assertAllFinite(result);
    }

    @Test
    void emptyHoldOut_isRejected() {
        GateResult result = gate.evaluate(new Evidence(
                confident(WINDOW), confident(WINDOW), NO_ENSEMBLE, new float[0][], new float[0][], new int[0]));

        assertThat(result.failureReasons()).singleElement().asString().contains("the source hold-out is empty");
        assertAllFinite(result);
    }

    private static void assertAllFinite(GateResult result) {
        assertThat(result.checks()).allMatch(check -> Double.isFinite(check.value()));
    }

    /** Most fractions of 29 rows have no exact double representation. */
    @Test
    void thresholds_toleranceCoversRounding() {
        int[] window = balanced(30);
        for (int rows = 1; rows <= 30; rows++) {
            int[] part = Arrays.copyOf(window, rows);
            int[] changed = rotated(part, rows / 10);
            Evidence evidence = new Evidence(
                    confident(part), confident(changed), NO_ENSEMBLE, confident(part), confident(part), part);

            assertThat(check(gate.evaluate(evidence), "agreement").passed()).isTrue();
        }
    }

    @Test
    void result_isIndependentOfRowOrder() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            int[] serving = random.ints(60, 0, 4).toArray();
            int[] candidate = rotated(serving, random.nextInt(12));
            Evidence evidence = new Evidence(
                    confident(serving),
                    confident(candidate),
                    NO_ENSEMBLE,
                    confident(HOLD_OUT),
                    confident(HOLD_OUT),
                    HOLD_OUT);
            Evidence reversed = new Evidence(
                    confident(reversed(serving)),
                    confident(reversed(candidate)),
                    NO_ENSEMBLE,
                    confident(HOLD_OUT),
                    confident(HOLD_OUT),
                    HOLD_OUT);

            assertThat(gate.evaluate(reversed).checks())
                    .usingRecursiveComparison()
                    .ignoringFields("reason")
                    .withComparatorForType(TrustRegionGateTest::almost, Double.class)
                    .isEqualTo(gate.evaluate(evidence).checks());
        }
    }

    private static int almost(double one, double other) {
        return Math.abs(one - other) < 1e-9 ? 0 : Double.compare(one, other);
    }

    private static int[] reversed(int[] classes) {
        int[] reversed = classes.clone();
        Arrays.setAll(reversed, row -> classes[classes.length - 1 - row]);
        return reversed;
    }

    @Test
    void evidence_differentLengths_throws() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evidence(
                        confident(0), confident(0, 1), NO_ENSEMBLE, confident(0), confident(0), new int[] {0}))
                .withMessage("target window: expected 1 rows, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evidence(
                        confident(0), confident(0), NO_ENSEMBLE, confident(0), confident(0), new int[] {0, 1}));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.01, 1.01, Double.NaN})
    void invalidThresholds_throw(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustRegionThresholds(bad, .9, .05, .7));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustRegionThresholds(.02, bad, .05, .7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustRegionThresholds(.02, .9, bad, .7))
                .withMessageContaining("maxClassShareChange: expected 0 to 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustRegionThresholds(.02, .9, .05, bad));
    }

    @Test
    void customThresholds_areUsed() {
        TrustRegionGate lenient = new TrustRegionGate(new TrustRegionThresholds(1, 0, 1, 0));

        assertThat(lenient.evaluate(evidence(rotated(WINDOW, 100), rotated(HOLD_OUT, 50)))
                        .accepted())
                .isTrue();
    }

    /** The distance from the serving model is irrelevant for an untrained candidate. */
    @Test
    void untrained_likelihoodGain_isAccepted() {
        GateResult result =
                gate.evaluateUntrained(evidence(rotated(WINDOW, 100), rotated(HOLD_OUT, 50)), OptionalDouble.of(.01));

        assertThat(result.accepted()).isTrue();
        assertThat(result.checks()).extracting(CheckResult::name).containsExactly("finite", "likelihood");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.01, Double.NEGATIVE_INFINITY, Double.NaN})
    void untrained_noLikelihoodGain_isRejected(double gain) {
        GateResult result = gate.evaluateUntrained(evidence(WINDOW, HOLD_OUT), OptionalDouble.of(gain));

        assertThat(result.checks().stream().filter(check -> !check.passed()).map(CheckResult::name))
                .containsExactly("likelihood");
    }

    @Test
    void untrained_nonFiniteProbability_isRejected() {
        float[][] target = confident(WINDOW);
        target[3][1] = Float.NaN;

        GateResult result = gate.evaluateUntrained(
                new Evidence(
                        confident(WINDOW), target, NO_ENSEMBLE, confident(HOLD_OUT), confident(HOLD_OUT), HOLD_OUT),
                OptionalDouble.of(1));

        assertThat(check(result, "finite").passed()).isFalse();
    }

    @Test
    void untrained_unknownLikelihood_checksFiniteOnly() {
        GateResult result = gate.evaluateUntrained(evidence(rotated(WINDOW, 100), HOLD_OUT), OptionalDouble.empty());

        assertThat(result.accepted()).isTrue();
        assertThat(result.checks()).extracting(CheckResult::name).containsExactly("finite");
    }

    /** Rows of one class with two kinds of predictions have fewer neighbours. */
    @Test
    void lowerDensity_isRejected() {
        float[][] split = confident(WINDOW);
        for (int row = 0; row < split.length; row += 2) {
            split[row] = new float[4];
            split[row][WINDOW[row]] = 1;
        }
        GateResult result = gate.evaluate(new Evidence(
                confident(WINDOW), split, NO_ENSEMBLE, confident(HOLD_OUT), confident(HOLD_OUT), HOLD_OUT));

        assertThat(result.checks().stream().filter(check -> !check.passed()).map(CheckResult::name))
                .containsExactly("density");
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    void untrained_ldaAgreement_isChecked(int disagreements, boolean passed) {
        Evidence evidence = new Evidence(
                confident(rotated(WINDOW, 100)),
                confident(WINDOW),
                confident(rotated(WINDOW, disagreements)),
                confident(HOLD_OUT),
                confident(HOLD_OUT),
                HOLD_OUT);

        assertThat(gate.evaluateUntrained(evidence, OptionalDouble.of(1)).accepted())
                .isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    void lowLdaAgreement_isRejected(int disagreements, boolean passed) {
        Evidence evidence = new Evidence(
                confident(WINDOW),
                confident(WINDOW),
                confident(rotated(WINDOW, disagreements)),
                confident(HOLD_OUT),
                confident(HOLD_OUT),
                HOLD_OUT);

        assertThat(gate.evaluate(evidence).accepted()).isEqualTo(passed);
        assertThat(check(gate.evaluate(evidence), "agreement with the LDA ensemble")
                        .threshold())
                .isEqualTo(.70);
    }
}
