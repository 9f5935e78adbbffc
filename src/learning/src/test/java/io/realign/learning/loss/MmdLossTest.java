package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MmdLossTest {
    private static final int D = RandomBatches.WIDTH;

    private final RandomBatches batches = new RandomBatches(4);
    private final TrainingBatch batch = batches.batch(6, 9);
    private final BatchOutputs outputs = batches.outputs(6, 9);

    private static double[][] rows(BatchOutputs outputs) {
        return RowArithmetic.toRows(outputs.embedding(), D);
    }

    private static double value(BatchOutputs outputs, double[] rowWeights, double bandwidth) {
        return MmdLoss.addGradient(rows(outputs), rowWeights, bandwidth, 1, Gradients.zeros(outputs));
    }

    private static double[] equalWeights(int sources, int targets) {
        double[] rowWeights = new double[sources + targets];
        Arrays.setAll(rowWeights, row -> row < sources ? 1.0 / sources : -1.0 / targets);
        return rowWeights;
    }

    @Test
    void gradient_isScaledByTheWeight_atAFixedBandwidth() {
        double[] rowWeights = RowWeights.signedByDomain(batch);
        double bandwidth = MmdLoss.meanSquaredDistance(rows(outputs));
        Gradients gradients = Gradients.zeros(outputs);

        MmdLoss.addGradient(batch, outputs, 1.7, gradients);

        FiniteDifferences.assertGradient(
                "embedding",
                gradients.embedding(),
                outputs.embedding(),
                at -> 1.7 * value(outputs, rowWeights, bandwidth));
        assertThat(gradients.logits()).containsOnly(0);
    }

    /** Equation 5 of Gretton et al. */
    @Test
    void value_matchesThePaper() {
        double[] rowWeights = RowWeights.signedByDomain(batch);
        double expected = 0;
        for (int i = 0; i < 15; i++) {
            for (int j = 0; j < 15; j++) {
                double squared = RowArithmetic.squaredDistance(rows(outputs)[i], rows(outputs)[j]);
                for (double factor : new double[] {.25, .5, 1, 2, 4}) {
                    expected += rowWeights[i] * rowWeights[j] * Math.exp(-squared / (factor * 8));
                }
            }
        }

        assertThat(value(outputs, rowWeights, 8)).isCloseTo(expected, within(1e-12));
    }

    @Test
    void bandwidth_isTheMeanSquaredDistance() {
        double sum = 0;
        for (int i = 0; i < 15; i++) {
            for (int j = 0; j < 15; j++) {
                sum += RowArithmetic.squaredDistance(rows(outputs)[i], rows(outputs)[j]);
            }
        }

        assertThat(MmdLoss.meanSquaredDistance(rows(outputs))).isCloseTo(sum / (15 * 14), within(1e-9));
    }

    @Test
    void equalSets_haveZeroDistance() {
        BatchOutputs twice = batches.outputs(8, 8);
        System.arraycopy(twice.embedding(), 0, twice.embedding(), 8 * RandomBatches.WIDTH, 8 * RandomBatches.WIDTH);
        Gradients gradients = Gradients.zeros(twice);

        double value = MmdLoss.addGradient(rows(twice), equalWeights(8, 8), 5, 1, gradients);

        assertThat(value).isCloseTo(0, within(1e-12));
        assertThat(gradients.embedding()).containsExactly(new double[16 * RandomBatches.WIDTH], within(1e-12));
    }

    @Test
    void distantSets_haveTheMaximumDistance() {
        BatchOutputs far = batches.outputs(4, 4);
        Arrays.fill(far.embedding(), 0, 4 * RandomBatches.WIDTH, 0);
        Arrays.fill(far.embedding(), 4 * RandomBatches.WIDTH, 8 * RandomBatches.WIDTH, 100);

        assertThat(value(far, equalWeights(4, 4), 1)).isCloseTo(10, within(1e-12));
    }

    @Test
    void value_increasesWithTheShift() {
        double before = 0;
        for (double distance = .5; distance < 6; distance += .5) {
            BatchOutputs moved = new RandomBatches(9).outputs(20, 20);
            for (int i = 0; i < 20 * RandomBatches.WIDTH; i++) {
                moved.embedding()[20 * RandomBatches.WIDTH + i] = moved.embedding()[i] + distance;
            }
            double value = value(moved, equalWeights(20, 20), 14);
            assertThat(value).isGreaterThan(before);
            before = value;
        }
    }

    @Test
    void doubleImportance_equalsTwoRows() {
        BatchOutputs twice = batches.outputs(4, 3);
        System.arraycopy(twice.embedding(), 0, twice.embedding(), RandomBatches.WIDTH, RandomBatches.WIDTH);
        BatchOutputs once = new BatchOutputs(
                3,
                3,
                RandomBatches.WIDTH,
                RandomBatches.CLASSES,
                Arrays.copyOfRange(twice.embedding(), RandomBatches.WIDTH, twice.embedding().length),
                new double[6 * RandomBatches.CLASSES]);

        assertThat(value(once, new double[] {.5, .25, .25, -1 / 3.0, -1 / 3.0, -1 / 3.0}, 5))
                .isCloseTo(value(twice, equalWeights(4, 3), 5), within(1e-12));
    }

    @Test
    void identicalEmbeddings_haveZeroDistance() {
        Arrays.fill(outputs.embedding(), .3);
        Gradients gradients = Gradients.zeros(outputs);

        assertThat(MmdLoss.addGradient(batch, outputs, 1, gradients)).isZero();
        assertThat(gradients.embedding()).containsOnly(0);
    }
}
