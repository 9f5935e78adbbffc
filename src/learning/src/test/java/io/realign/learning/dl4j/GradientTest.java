package io.realign.learning.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.Batch;
import io.realign.learning.Layers;
import io.realign.learning.NetSpec;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Derivatives, against central differences of the losses in double precision. */
class GradientTest {
    private static final NetSpec SPEC = new NetSpec(5, 3, 7, 4, 0);
    private static final double STEP = 1e-6;
    private static final double PRECISION = 1e-7;

    private final ComputationGraph graph = DannGraph.build(SPEC, DataType.DOUBLE, 3);
    private final Dl4jLearner learner = new Dl4jLearner(SPEC, graph);
    private final Batch batch = batch(6, 9, 11);

    /** With biases of zero, units whose inputs are all zero would lie exactly on the kink of the relu. */
    @BeforeEach
    void leaveTheKinks() {
        Chance.seed(4);
        graph.params().addi(Nd4j.randn(DataType.DOUBLE, graph.numParams()).muli(.1));
    }

    static Batch batch(int sources, int targets, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int[] labels = random.ints(sources, 0, SPEC.classes()).toArray();
        return new Batch(rows(sources, random), labels, rows(targets, random));
    }

    private static float[][] rows(int count, SplittableRandom random) {
        float[][] rows = new float[count][SPEC.features()];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }

    @Test
    void gradientBeforeTheReversal_isOfClassLossMinusAlphaTimesDomainLoss() {
        long before = Stream.of(Layers.HIDDEN, Layers.EMBEDDING, Layers.CLASS)
                .mapToLong(layer -> graph.getLayer(layer).numParams())
                .sum();
        double[] alphas = {0, .1, 1, 2.5};
        List<INDArray> gradients =
                Arrays.stream(alphas).mapToObj(this::gradient).toList();

        for (int i = 0; i < graph.numParams(); i++) {
            double[] slopes = slopes(i);
            for (int k = 0; k < alphas.length; k++) {
                double expected = i < before ? slopes[0] - alphas[k] * slopes[1] : slopes[1];
                assertThat(gradients.get(k).getDouble(i))
                        .as("weight %d, alpha %s", i, alphas[k])
                        .isCloseTo(expected, within(PRECISION));
            }
        }
    }

    @Test
    void reversal_leavesForwardPassAlone() {
        gradient(0);
        INDArray before = domainAnswers();

        gradient(100);

        assertThat(domainAnswers()).isEqualTo(before);
        assertThat(graph.feedForward(new INDArray[] {features()}, false).get(DannGraph.REVERSAL))
                .isEqualTo(graph.feedForward(new INDArray[] {features()}, false).get(Layers.EMBEDDING));
    }

    @Test
    void targetRows_haveNoPartInTheClassLoss() {
        double classLoss = learner.computeGradient(batch, 0, 1).classLoss();

        Batch otherTarget =
                new Batch(batch.source(), batch.labels(), batch(6, 9, 12).target());

        assertThat(learner.computeGradient(otherTarget, 0, 1).classLoss()).isCloseTo(classLoss, within(1e-12));
    }

    @Test
    void withoutTarget_theDomainHeadIsDrawnToIndifference() {
        Batch sourceAlone = new Batch(batch.source(), batch.labels(), new float[0][]);
        graph.params().assign(0);

        double loss = learner.computeGradient(sourceAlone, 1, 1).domainLoss();

        assertThat(loss).isCloseTo(Math.log(2), within(1e-9));
        assertThat(graph.getLayer(Layers.DOMAIN)
                        .getGradientsViewArray()
                        .norm2Number()
                        .doubleValue())
                .isZero();
    }

    private INDArray features() {
        return MergedBatch.of(batch, SPEC, DataType.DOUBLE).features();
    }

    private INDArray domainAnswers() {
        return graph.output(false, features())[1].dup();
    }

    private INDArray gradient(double alpha) {
        learner.computeGradient(batch, alpha, 1);
        return graph.getFlattenedGradients().dup().reshape(graph.numParams());
    }

    /** How class and domain loss change with weight {@code i}. */
    private double[] slopes(int i) {
        INDArray weights = graph.params();
        double value = weights.getDouble(i);
        weights.putScalar(i, value + STEP);
        var above = learner.computeGradient(batch, 0, 1);
        weights.putScalar(i, value - STEP);
        var below = learner.computeGradient(batch, 0, 1);
        weights.putScalar(i, value);
        return new double[] {
            (above.classLoss() - below.classLoss()) / (2 * STEP), (above.domainLoss() - below.domainLoss()) / (2 * STEP)
        };
    }

    /** Rows that weigh 0, 1 and 2.5, and labels that are not one-hot: the loss must not assume them. */
    @Test
    void weightedCrossEntropy_hasTheGradientOfItsScore() {
        WeightedCrossEntropy loss = new WeightedCrossEntropy();
        INDArray labels = Nd4j.createFromArray(new double[][] {{0, 0, 0}, {0, 1, 0}, {2.5, 0, 0}, {.2, .3, .9}});
        INDArray logits = Nd4j.createFromArray(new double[][] {{1, 2, 3}, {-1, .5, 0}, {.1, 4, -3}, {40, -40, 2}});

        INDArray gradient = loss.computeGradient(labels, logits, null, null);

        for (int i = 0; i < logits.length(); i++) {
            double slope = (score(loss, labels, logits, i, STEP) - score(loss, labels, logits, i, -STEP)) / (2 * STEP);
            assertThat(gradient.getDouble(i)).isCloseTo(slope, within(PRECISION));
        }
    }

    private static double score(WeightedCrossEntropy loss, INDArray labels, INDArray logits, int i, double move) {
        INDArray moved = logits.dup();
        moved.putScalar(i, moved.getDouble(i) + move);
        return loss.computeScore(labels, moved, null, null, false);
    }
}
