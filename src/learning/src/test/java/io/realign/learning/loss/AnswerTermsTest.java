package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.network.Batch;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Terms of the class head's answers; their gradients are checked together. */
class AnswerTermsTest {
    private static final int K = Batches.CLASSES;

    private final Batches batches = new Batches(7);

    private static Batch batch(int[] labels, float[]... answers) {
        int sources = labels.length;
        return new Batch(new float[sources][1], labels, Batches.ones(sources), new float[answers.length][1], answers);
    }

    /** One source row, and target rows of these logits. */
    private static Outputs targets(double[]... logits) {
        double[] all = new double[(1 + logits.length) * K];
        for (int row = 0; row < logits.length; row++) {
            System.arraycopy(logits[row], 0, all, (1 + row) * K, K);
        }
        return new Outputs(1, logits.length, 1, K, new double[1 + logits.length], all);
    }

    @Test
    void classLoss_isTheLogarithmOfTheClassesWhereNothingIsKnown() {
        Outputs outputs = targets();

        assertThat(ClassLoss.add(batch(new int[] {2}), outputs, 1, Slopes.of(outputs)))
                .isCloseTo(Math.log(K), within(1e-12));
    }

    @Test
    void classLoss_isTheMarginWhereTheNetworkIsSureAndWrong() {
        Outputs outputs = targets();
        outputs.logits()[0] = 1000;

        assertThat(ClassLoss.add(batch(new int[] {2}), outputs, 1, Slopes.of(outputs)))
                .isCloseTo(1000, within(1e-9));
    }

    @Test
    void taught_isMeanOverAllTargetRowsWeightedByTheSumOfTheAnswer() {
        Outputs outputs = targets(new double[K], new double[K], new double[K]);
        Batch batch = batch(new int[] {0}, new float[] {.5f, .25f, 0, 0}, new float[K], new float[] {0, 0, 0, 1});

        assertThat(TaughtLoss.add(batch, outputs, 1, Slopes.of(outputs)))
                .isCloseTo((.75 + 1) / 3 * Math.log(K), within(1e-12));
    }

    @Test
    void taught_doesNotPullAtRowsWithoutAnswer() {
        Batch batch = batches.batch(3, 4);
        Outputs outputs = batches.outputs(3, 4);
        Slopes slopes = Slopes.of(outputs);

        TaughtLoss.add(batch, outputs, 1, slopes);

        assertThat(Arrays.copyOfRange(slopes.logits(), 4 * K, 5 * K)).containsOnly(0);
        assertThat(Arrays.copyOfRange(slopes.logits(), 3 * K, 4 * K)).doesNotContain(0);
    }

    @Test
    void taught_isNothingWhereThereAreNoAnswersAtAll() {
        Outputs outputs = batches.outputs(1, 4);
        Batch batch = new Batch(new float[1][1], new int[1], Batches.ones(1), new float[4][1], new float[0][]);

        assertThat(TaughtLoss.add(batch, outputs, 1, Slopes.of(outputs))).isZero();
    }

    @Test
    void entropy_liesBetweenNothingAndTheLogarithmOfTheClasses() {
        for (int round = 0; round < 200; round++) {
            Outputs outputs = targets(batches.values(K, round / 10.0), batches.values(K, round / 10.0));

            assertThat(EntropyLoss.add(outputs, 1, Slopes.of(outputs))).isBetween(0.0, Math.log(K) + 1e-12);
        }
    }

    @Test
    void entropy_isHighestWhereNothingIsKnownAndNothingWhereAllIs() {
        Outputs nothingKnown = targets(new double[K]);
        Outputs sure = targets(new double[] {0, 1e4, 0, 0});

        assertThat(EntropyLoss.add(nothingKnown, 1, Slopes.of(nothingKnown))).isCloseTo(Math.log(K), within(1e-12));
        assertThat(EntropyLoss.add(sure, 1, Slopes.of(sure))).isZero();
    }

    @Test
    void selfTraining_looksAtSureRowsAlone() {
        double[] unsure = {0, Math.log(.89 / .11 * 3), 0, 0};
        double[] sure = {0, Math.log(.91 / .09 * 3), 0, 0};
        Outputs outputs = targets(unsure, sure);
        Slopes slopes = Slopes.of(outputs);

        double value = SelfTraining.add(outputs, 1, slopes);

        assertThat(value).isCloseTo(-Math.log(.91) / 2, within(1e-12));
        assertThat(Arrays.copyOfRange(slopes.logits(), 0, 2 * K)).containsOnly(0);
    }

    @Test
    void selfTraining_makesSureRowsSurer() {
        Outputs outputs = targets(new double[] {0, 5, 0, 0});
        Slopes slopes = Slopes.of(outputs);

        SelfTraining.add(outputs, 1, slopes);

        assertThat(slopes.logits()[K + 1]).isNegative();
        assertThat(slopes.logits()[K]).isPositive();
    }
}
