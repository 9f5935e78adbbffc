package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AccuracyEstimateTest {
    /** Two of three rows are correct, so the threshold is .7. */
    private static final float[][] HOLD_OUT = {{.9f, .1f}, {.7f, .3f}, {.2f, .8f}};

    private static final int[] LABELS = {0, 0, 0};

    private static double estimate(int[] labels, float[]... window) {
        return AccuracyEstimate.of(HOLD_OUT, labels, window).orElseThrow();
    }

    @Test
    void holdOut_isEstimatedAtItsAccuracy() {
        assertThat(estimate(LABELS, HOLD_OUT)).isEqualTo(2 / 3.0);
    }

    @Test
    void lessConfidentRows_countAsWrong() {
        assertThat(estimate(LABELS, new float[][] {{.6f, .4f}, {.79f, .21f}, {.1f, .9f}, {.85f, .15f}}))
                .isEqualTo(.5);
    }

    @Test
    void perfectHoldOut_thresholdIsLowestConfidence() {
        assertThat(estimate(new int[] {0, 0, 1}, new float[][] {{.7f, .3f}, {.69f, .31f}}))
                .isEqualTo(.5);
    }

    @Test
    void wrongHoldOut_estimatesZero() {
        assertThat(estimate(new int[] {1, 1, 0}, new float[][] {{1, 0}})).isZero();
    }

    @Test
    void emptyInput_givesNoEstimate() {
        assertThat(AccuracyEstimate.of(HOLD_OUT, LABELS, new float[0][])).isEmpty();
        assertThat(AccuracyEstimate.of(new float[0][], new int[0], HOLD_OUT)).isEmpty();
    }

    @Test
    void nonFiniteProbability_givesNoEstimate() {
        assertThat(AccuracyEstimate.of(HOLD_OUT, LABELS, new float[][] {{.5f, Float.NaN}}))
                .isEmpty();
    }

    /** Rows are correct above a confidence and wrong below it, as the method assumes. */
    @Test
    void otherMixOfConfidences_isEstimatedCorrectly() {
        float[][] holdOut = spread(0, 1000);
        int[] labels = new int[1000];
        Arrays.fill(labels, 0, 300, 1);

        assertThat(AccuracyEstimate.of(holdOut, labels, spread(0, 600))).hasValue(.5);
        assertThat(AccuracyEstimate.of(holdOut, labels, spread(200, 300))).hasValue(0.0);
    }

    /** Rows of class 0, from confidence .5 at index 0 to 1 at index 1000. */
    private static float[][] spread(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(index -> .5f + index / 2000f)
                .map(confidence -> new float[] {confidence, 1 - confidence})
                .toArray(float[][]::new);
    }

    @Test
    void missingLabels_throw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccuracyEstimate.of(HOLD_OUT, new int[1], HOLD_OUT))
                .withMessage("labels of the source hold-out: expected 3 rows, got 1");
    }
}
