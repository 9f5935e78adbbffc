package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LossTermsTest {
    private static final int SOURCES = 6;
    private static final int TARGETS = 9;

    private final RandomBatches batches = new RandomBatches(3);
    private final TrainingBatch batch = batches.batch(SOURCES, TARGETS);
    private final BatchOutputs outputs = batches.outputs(SOURCES, TARGETS);

    private static Objective only(LossTerm term, double weight) {
        return new Objective(Map.of(term, weight), false);
    }

    private static double value(LossTerm term, TrainingBatch batch, BatchOutputs outputs) {
        return LossTerms.addGradients(batch, outputs, only(term, 1), Gradients.zeros(outputs))
                .get(term);
    }

    /** MMD and minimum class confusion treat parts as constants; see their tests. */
    @ParameterizedTest
    @EnumSource(names = {"CLASS", "DISTILLATION", "CORAL", "ENTROPY", "SELF_TRAINING"})
    void gradient_isScaledByTheWeight(LossTerm term) {
        double weight = 1.7;
        Gradients gradients = Gradients.zeros(outputs);

        LossTerms.addGradients(batch, outputs, only(term, weight), gradients);

        FiniteDifferences.assertGradient(
                "logits", gradients.logits(), outputs.logits(), at -> weight * value(term, batch, outputs));
        FiniteDifferences.assertGradient(
                "embedding", gradients.embedding(), outputs.embedding(), at -> weight * value(term, batch, outputs));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void term_hasANonZeroGradient(LossTerm term) {
        Gradients gradients = Gradients.zeros(outputs);

        LossTerms.addGradients(batch, outputs, only(term, 1), gradients);

        double norm = Arrays.stream(gradients.logits()).map(Math::abs).sum()
                + Arrays.stream(gradients.embedding()).map(Math::abs).sum();
        assertThat(norm).isGreaterThan(.01);
    }

    @Test
    void gradientOfAllTerms_isTheSumOfEach() {
        Map<LossTerm, Double> weights = new EnumMap<>(LossTerm.class);
        Gradients sum = Gradients.zeros(outputs);
        for (LossTerm term : LossTerm.values()) {
            double weight = 1.0 + weights.size();
            weights.put(term, weight);
            LossTerms.addGradients(batch, outputs, only(term, weight), sum);
        }
        Gradients all = Gradients.zeros(outputs);

        LossTerms.addGradients(batch, outputs, new Objective(weights, false), all);

        assertThat(all.logits()).containsExactly(sum.logits(), within(1e-12));
        assertThat(all.embedding()).containsExactly(sum.embedding(), within(1e-12));
    }

    @Test
    void values_containTheWeightedTermsAndTheClassTerm() {
        Objective objective = new Objective(Map.of(LossTerm.MMD, .3, LossTerm.DOMAIN, 1.0, LossTerm.CORAL, 0.0), false);

        assertThat(LossTerms.addGradients(batch, outputs, objective, Gradients.zeros(outputs)))
                .containsOnlyKeys(LossTerm.CLASS, LossTerm.MMD);
    }

    @Test
    void classTermOfZeroWeight_hasAValueButNoGradient() {
        Gradients gradients = Gradients.zeros(outputs);

        Map<LossTerm, Double> values = LossTerms.addGradients(batch, outputs, only(LossTerm.ENTROPY, 0), gradients);

        assertThat(values.get(LossTerm.CLASS)).isPositive();
        assertThat(gradients.logits()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DOMAIN", "CLASS"})
    void withoutTargetRows_targetTermsAreZero(LossTerm term) {
        TrainingBatch sourceOnly = batches.batch(SOURCES, 0);
        BatchOutputs sourceOutputs = batches.outputs(SOURCES, 0);
        Gradients gradients = Gradients.zeros(sourceOutputs);

        Map<LossTerm, Double> values = LossTerms.addGradients(sourceOnly, sourceOutputs, only(term, 1), gradients);

        assertThat(values.get(term)).isZero();
        assertThat(gradients.logits()).containsOnly(0);
        assertThat(gradients.embedding()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"MMD", "CORAL"})
    void sourceOfZeroImportance_hasNoDistance(LossTerm term) {
        TrainingBatch unweighted = new TrainingBatch(
                batch.source(), batch.labels(), new double[SOURCES], batch.target(), batch.softLabels());
        Gradients gradients = Gradients.zeros(outputs);

        assertThat(LossTerms.addGradients(unweighted, outputs, only(term, 1), gradients)
                        .get(term))
                .isZero();
        assertThat(gradients.embedding()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void value_isInvariantToTheOrderOfTheRows(LossTerm term) {
        int[] sources = batches.order(SOURCES);
        int[] targets = batches.order(TARGETS);
        int[] labels = batch.labels().clone();
        double[] importance = batch.importance().clone();
        float[][] softLabels = batch.softLabels().clone();
        Arrays.setAll(labels, row -> batch.labels()[sources[row]]);
        Arrays.setAll(importance, row -> batch.importance()[sources[row]]);
        Arrays.setAll(softLabels, row -> batch.softLabels()[targets[row]]);
        BatchOutputs shuffled = new BatchOutputs(
                SOURCES,
                TARGETS,
                RandomBatches.WIDTH,
                RandomBatches.CLASSES,
                shuffled(outputs.embedding(), RandomBatches.WIDTH, sources, targets),
                shuffled(outputs.logits(), RandomBatches.CLASSES, sources, targets));
        TrainingBatch other = new TrainingBatch(batch.source(), labels, importance, batch.target(), softLabels);

        assertThat(value(term, other, shuffled)).isCloseTo(value(term, batch, outputs), within(1e-12));
    }

    private static double[] shuffled(double[] rows, int width, int[] sources, int[] targets) {
        double[] shuffled = new double[rows.length];
        for (int row = 0; row < sources.length + targets.length; row++) {
            int from = row < sources.length ? sources[row] : sources.length + targets[row - sources.length];
            System.arraycopy(rows, from * width, shuffled, row * width, width);
        }
        return shuffled;
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void hugeOutputs_haveFiniteLoss(LossTerm term) {
        BatchOutputs huge = batches.outputs(SOURCES, TARGETS);
        for (double[] values : new double[][] {huge.embedding(), huge.logits()}) {
            Arrays.setAll(values, i -> values[i] * 1e6);
        }
        Gradients gradients = Gradients.zeros(huge);

        assertThat(LossTerms.addGradients(batch, huge, only(term, 1), gradients).get(term))
                .isFinite()
                .isNotNegative();
        assertThat(Arrays.stream(gradients.logits()).allMatch(Double::isFinite)).isTrue();
        assertThat(Arrays.stream(gradients.embedding()).allMatch(Double::isFinite))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void nanOutputs_haveNanLoss(LossTerm term) {
        Arrays.fill(outputs.embedding(), Double.NaN);
        Arrays.fill(outputs.logits(), Double.NaN);

        assertThat(value(term, batch, outputs)).isNaN();
    }

    @Test
    void outputsOfOtherRows_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value(LossTerm.CLASS, batch, batches.outputs(SOURCES + 1, TARGETS)))
                .withMessage("expected outputs of 6 source and 9 target rows, got 7 and 9");
    }
}
