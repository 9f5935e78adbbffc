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
    private static final int[] WINDOW = balanced(100);
    private static final int[] HOLD_OUT = balanced(50);

    private final TrustRegionGate gate = new TrustRegionGate(TrustRegionThresholds.DEFAULT);

    private static int[] balanced(int rows) {
        int[] classes = new int[rows];
        Arrays.setAll(classes, row -> row % 4);
        return classes;
    }

    private static float[][] sure(int... classes) {
        float[][] probabilities = new float[classes.length][4];
        for (int row = 0; row < classes.length; row++) {
            Arrays.fill(probabilities[row], .1f);
            probabilities[row][classes[row]] = .7f;
        }
        return probabilities;
    }

    private static Evidence evidence(int[] candidateTarget, int[] candidateHoldOut) {
        return new Evidence(sure(WINDOW), sure(candidateTarget), sure(HOLD_OUT), sure(candidateHoldOut), HOLD_OUT);
    }

    /** {@code classes} with the answer of the first rows changed to the next class, which keeps the shares. */
    private static int[] rotated(int[] classes, int rows) {
        int[] changed = classes.clone();
        for (int row = 0; row < rows; row++) {
            changed[row] = (changed[row] + 1) % 4;
        }
        return changed;
    }

    private static CheckResult vote(GateResult verdict, String name) {
        return verdict.checks().stream()
                .filter(vote -> vote.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void sameAnswers_areAccepted() {
        GateResult verdict = gate.evaluate(evidence(WINDOW, HOLD_OUT));

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.checks())
                .extracting(CheckResult::name)
                .containsExactly("finite", "source hold-out", "agreement", "class shares", "density");
        assertThat(vote(verdict, "agreement").value()).isEqualTo(1);
        assertThat(vote(verdict, "class shares").value()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"10, true", "11, false", "100, false"})
    void agreement_mayFallToItsThresholdAndNoFurther(int changed, boolean passed) {
        CheckResult agreement = vote(gate.evaluate(evidence(rotated(WINDOW, changed), HOLD_OUT)), "agreement");

        assertThat(agreement.passed()).isEqualTo(passed);
        assertThat(agreement.value()).isEqualTo((100 - changed) / 100.0);
        assertThat(agreement.threshold()).isEqualTo(.90);
    }

    @ParameterizedTest
    @CsvSource({"1, true", "2, false"})
    void holdOut_mayLoseTwoPointsAndNoMore(int wrong, boolean passed) {
        CheckResult holdOut = vote(gate.evaluate(evidence(WINDOW, rotated(HOLD_OUT, wrong))), "source hold-out");

        assertThat(holdOut.passed()).isEqualTo(passed);
        assertThat(holdOut.value()).isEqualTo(-wrong / 50.0);
    }

    @Test
    void holdOut_mayGain() {
        Evidence evidence =
                new Evidence(sure(WINDOW), sure(WINDOW), sure(rotated(HOLD_OUT, 20)), sure(HOLD_OUT), HOLD_OUT);

        assertThat(gate.evaluate(evidence).accepted()).isTrue();
        assertThat(vote(gate.evaluate(evidence), "source hold-out").value()).isEqualTo(.4);
    }

    @ParameterizedTest
    @CsvSource({"5, true", "6, false"})
    void classShares_mayMoveByTheirThresholdAndNoFurther(int moved, boolean passed) {
        int[] drawnToClass0 = WINDOW.clone();
        for (int row = 0, left = moved; left > 0; row++) {
            if (drawnToClass0[row] == 1) {
                drawnToClass0[row] = 0;
                left--;
            }
        }

        CheckResult shares = vote(gate.evaluate(evidence(drawnToClass0, HOLD_OUT)), "class shares");

        assertThat(shares.passed()).isEqualTo(passed);
        assertThat(shares.value()).isEqualTo(moved / 100.0);
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void singleValueThatIsNoNumber_isRefusedWhereverItIs(float bad) {
        float[][] target = sure(WINDOW);
        target[17][2] = bad;
        float[][] holdOut = sure(HOLD_OUT);
        holdOut[3][0] = bad;

        GateResult inTarget =
                gate.evaluate(new Evidence(sure(WINDOW), target, sure(HOLD_OUT), sure(HOLD_OUT), HOLD_OUT));
        GateResult inHoldOut =
                gate.evaluate(new Evidence(sure(WINDOW), sure(WINDOW), sure(HOLD_OUT), holdOut, HOLD_OUT));

        assertThat(vote(inTarget, "finite").passed()).isFalse();
        assertThat(vote(inHoldOut, "finite").passed()).isFalse();
        assertThat(inTarget.accepted()).isFalse();
    }

    @Test
    void twoBrokenModels_doNotAgree() {
        float[][] broken = new float[100][4];
        for (float[] row : broken) {
            Arrays.fill(row, Float.NaN);
        }

        GateResult verdict = gate.evaluate(new Evidence(broken, broken, sure(HOLD_OUT), sure(HOLD_OUT), HOLD_OUT));

        assertThat(vote(verdict, "agreement").value()).isZero();
        assertThat(verdict.accepted()).isFalse();
        assertAllFinite(verdict);
    }

    @Test
    void emptyWindow_isRefused() {
        float[][] none = {};

        GateResult verdict = gate.evaluate(new Evidence(none, none, sure(HOLD_OUT), sure(HOLD_OUT), HOLD_OUT));

        assertThat(verdict.accepted()).isFalse();
        assertThat(verdict.failureReasons()).allMatch(reason -> reason.contains("the target window is empty"));
        assertAllFinite(verdict);
    }

    @Test
    void emptyHoldOut_isRefused() {
        GateResult verdict =
                gate.evaluate(new Evidence(sure(WINDOW), sure(WINDOW), new float[0][], new float[0][], new int[0]));

        assertThat(verdict.failureReasons()).singleElement().asString().contains("no source rows are held out");
        assertAllFinite(verdict);
    }

    private static void assertAllFinite(GateResult verdict) {
        assertThat(verdict.checks()).allMatch(vote -> Double.isFinite(vote.value()));
    }

    /** On 29 rows a share has no exact double; the line must still be where the counts say. */
    @Test
    void thresholdsThatAreNoBinaryFractions_areMetExactly() {
        int[] window = balanced(30);
        for (int rows = 1; rows <= 30; rows++) {
            int[] part = Arrays.copyOf(window, rows);
            int[] changed = rotated(part, rows / 10);
            Evidence evidence = new Evidence(sure(part), sure(changed), sure(part), sure(part), part);

            assertThat(vote(gate.evaluate(evidence), "agreement").passed()).isTrue();
        }
    }

    @Test
    void verdict_doesNotDependOnTheOrderOfTheRows() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 200; round++) {
            int[] incumbent = random.ints(60, 0, 4).toArray();
            int[] candidate = rotated(incumbent, random.nextInt(12));
            Evidence evidence =
                    new Evidence(sure(incumbent), sure(candidate), sure(HOLD_OUT), sure(HOLD_OUT), HOLD_OUT);
            Evidence reversed = new Evidence(
                    sure(reversed(incumbent)), sure(reversed(candidate)), sure(HOLD_OUT), sure(HOLD_OUT), HOLD_OUT);

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
    void evidenceOfDifferentLengths_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evidence(sure(0), sure(0, 1), sure(0), sure(0), new int[] {0}))
                .withMessage("target window: expected 1 rows, got 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Evidence(sure(0), sure(0), sure(0), sure(0), new int[] {0, 1}));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.01, 1.01, Double.NaN})
    void impossibleThresholds_areRefused(double bad) {
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustRegionThresholds(bad, .9, .05, .7));
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustRegionThresholds(.02, bad, .05, .7));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TrustRegionThresholds(.02, .9, bad, .7))
                .withMessageContaining("shareChange: expected 0 to 1");
        assertThatIllegalArgumentException().isThrownBy(() -> new TrustRegionThresholds(.02, .9, .05, bad));
    }

    @Test
    void ownThresholds_areUsed() {
        TrustRegionGate lenient = new TrustRegionGate(new TrustRegionThresholds(1, 0, 1, 0));

        assertThat(lenient.evaluate(evidence(rotated(WINDOW, 100), rotated(HOLD_OUT, 50)))
                        .accepted())
                .isTrue();
    }

    /** However far its answers move: where features have moved, those of the incumbent are wrong in as many places. */
    @Test
    void untrainedCandidate_isAcceptedForExplainingTheWindowBetter() {
        GateResult verdict =
                gate.evaluateUntrained(evidence(rotated(WINDOW, 100), rotated(HOLD_OUT, 50)), OptionalDouble.of(.01));

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.checks()).extracting(CheckResult::name).containsExactly("finite", "likelihood");
    }

    @ParameterizedTest
    @ValueSource(doubles = {-.01, Double.NEGATIVE_INFINITY, Double.NaN})
    void untrainedCandidate_thatExplainsTheWindowNoBetter_isRefused(double gain) {
        GateResult verdict = gate.evaluateUntrained(evidence(WINDOW, HOLD_OUT), OptionalDouble.of(gain));

        assertThat(verdict.checks().stream().filter(vote -> !vote.passed()).map(CheckResult::name))
                .containsExactly("likelihood");
    }

    @Test
    void untrainedCandidate_whoseAnswersAreNoNumbers_isRefused() {
        float[][] target = sure(WINDOW);
        target[3][1] = Float.NaN;

        GateResult verdict = gate.evaluateUntrained(
                new Evidence(sure(WINDOW), target, sure(HOLD_OUT), sure(HOLD_OUT), HOLD_OUT), OptionalDouble.of(1));

        assertThat(vote(verdict, "finite").passed()).isFalse();
    }

    @Test
    void untrainedCandidate_ofWhichNobodyCanSayWhatItExplains_isOnlyAskedForNumbers() {
        GateResult verdict = gate.evaluateUntrained(evidence(rotated(WINDOW, 100), HOLD_OUT), OptionalDouble.empty());

        assertThat(verdict.accepted()).isTrue();
        assertThat(verdict.checks()).extracting(CheckResult::name).containsExactly("finite");
    }

    /** Rows of one class that are answered in two ways have fewer neighbours than before. */
    @Test
    void answersThatTearTheWindowApart_areRefused() {
        float[][] torn = sure(WINDOW);
        for (int row = 0; row < torn.length; row += 2) {
            torn[row] = new float[4];
            torn[row][WINDOW[row]] = 1;
        }
        GateResult verdict = gate.evaluate(new Evidence(sure(WINDOW), torn, sure(HOLD_OUT), sure(HOLD_OUT), HOLD_OUT));

        assertThat(verdict.checks().stream().filter(vote -> !vote.passed()).map(CheckResult::name))
                .containsExactly("density");
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    void untrainedCandidate_isAskedWhetherItSeesWhatTheUnlikeLearnerSees(int apart, boolean passed) {
        Evidence evidence = new Evidence(
                sure(rotated(WINDOW, 100)),
                sure(WINDOW),
                sure(rotated(WINDOW, apart)),
                sure(HOLD_OUT),
                sure(HOLD_OUT),
                HOLD_OUT);

        assertThat(gate.evaluateUntrained(evidence, OptionalDouble.of(1)).accepted())
                .isEqualTo(passed);
    }

    @ParameterizedTest
    @CsvSource({"30, true", "31, false"})
    void whereAnUnlikeLearnerSeesOtherThings_nothingIsAccepted(int apart, boolean passed) {
        Evidence evidence = new Evidence(
                sure(WINDOW), sure(WINDOW), sure(rotated(WINDOW, apart)), sure(HOLD_OUT), sure(HOLD_OUT), HOLD_OUT);

        assertThat(gate.evaluate(evidence).accepted()).isEqualTo(passed);
        assertThat(vote(gate.evaluate(evidence), "unlike learners").threshold()).isEqualTo(.70);
    }
}
