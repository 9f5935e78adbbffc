package io.realign.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AccuracyEstimateTest {
    /** Two of three are right, with a mean confidence of 0.8. */
    private static final float[][] HOLD_OUT = {{.9f, .1f}, {.7f, .3f}, {.2f, .8f}};

    private static final int[] LABELS = {0, 0, 0};

    private static double estimate(float[]... window) {
        return AccuracyEstimate.of(HOLD_OUT, LABELS, window).orElseThrow();
    }

    @Test
    void sameConfidence_promisesTheAccuracyOfTheHoldOut() {
        assertThat(estimate(HOLD_OUT)).isCloseTo(2 / 3.0, within(1e-6));
    }

    @Test
    void fallenConfidence_isTakenOff() {
        assertThat(estimate(new float[] {.6f, .4f}, new float[] {.5f, .5f})).isCloseTo(2 / 3.0 - .25, within(1e-6));
    }

    @Test
    void estimate_isAShare_howeverMuchConfidenceRises() {
        assertThat(AccuracyEstimate.of(HOLD_OUT, new int[] {0, 0, 1}, new float[][] {{1, 0}}))
                .hasValue(1.0);
    }

    @Test
    void nothingToEstimateFrom_isNoEstimate() {
        assertThat(AccuracyEstimate.of(HOLD_OUT, LABELS, new float[0][])).isEmpty();
        assertThat(AccuracyEstimate.of(new float[0][], new int[0], HOLD_OUT)).isEmpty();
    }

    @Test
    void probabilityThatIsNoNumber_isNoEstimate() {
        assertThat(AccuracyEstimate.of(HOLD_OUT, LABELS, new float[][] {{.5f, Float.NaN}}))
                .isEmpty();
    }

    /** Where a model knows how sure it may be, the estimate is its accuracy. */
    @Test
    void calibratedModel_isEstimatedRightly_onAnotherMixOfEasyAndHard() {
        SplittableRandom random = new SplittableRandom(5);
        int rows = 20_000;
        float[][] holdOut = new float[rows][];
        int[] labels = new int[rows];
        for (int row = 0; row < rows; row++) {
            float confidence = row % 4 == 0 ? .6f : .95f;
            holdOut[row] = new float[] {confidence, 1 - confidence};
            labels[row] = random.nextDouble() < confidence ? 0 : 1;
        }

        assertThat(AccuracyEstimate.of(holdOut, labels, new float[][] {{.6f, .4f}})
                        .orElseThrow())
                .isCloseTo(.6, within(.01));
    }

    @Test
    void rowsWithoutLabels_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AccuracyEstimate.of(HOLD_OUT, new int[1], HOLD_OUT))
                .withMessage("labels of the source hold-out: expected 3 rows, got 1");
    }
}
