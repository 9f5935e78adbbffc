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
        return LossTerms.add(batch, outputs, only(term, 1), Gradients.zeros(outputs))
                .get(term);
    }

    /** The terms whose gradient is of the whole value; the other two hold something, see their own tests. */
    @ParameterizedTest
    @EnumSource(names = {"CLASS", "DISTILLATION", "CORAL", "ENTROPY", "SELF_TRAINING"})
    void gradient_isScaledByTheWeight(LossTerm term) {
        double weight = 1.7;
        Gradients slopes = Gradients.zeros(outputs);

        LossTerms.add(batch, outputs, only(term, weight), slopes);

        FiniteDifferences.assertGradient(
                "logits", slopes.logits(), outputs.logits(), at -> weight * value(term, batch, outputs));
        FiniteDifferences.assertGradient(
                "embedding", slopes.embedding(), outputs.embedding(), at -> weight * value(term, batch, outputs));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void term_pullsSomewhere(LossTerm term) {
        Gradients slopes = Gradients.zeros(outputs);

        LossTerms.add(batch, outputs, only(term, 1), slopes);

        double pull = Arrays.stream(slopes.logits()).map(Math::abs).sum()
                + Arrays.stream(slopes.embedding()).map(Math::abs).sum();
        assertThat(pull).isGreaterThan(.01);
    }

    @Test
    void gradientOfAllTerms_isTheSumOfEach() {
        Map<LossTerm, Double> weights = new EnumMap<>(LossTerm.class);
        Gradients sum = Gradients.zeros(outputs);
        for (LossTerm term : LossTerm.values()) {
            double weight = 1.0 + weights.size();
            weights.put(term, weight);
            LossTerms.add(batch, outputs, only(term, weight), sum);
        }
        Gradients together = Gradients.zeros(outputs);

        LossTerms.add(batch, outputs, new Objective(weights, false), together);

        assertThat(together.logits()).containsExactly(sum.logits(), within(1e-12));
        assertThat(together.embedding()).containsExactly(sum.embedding(), within(1e-12));
    }

    @Test
    void values_areOfTheTermsWithAWeightAndOfTheLabelsAlways() {
        Objective objective = new Objective(Map.of(LossTerm.MMD, .3, LossTerm.DOMAIN, 1.0, LossTerm.CORAL, 0.0), false);

        assertThat(LossTerms.add(batch, outputs, objective, Gradients.zeros(outputs)))
                .containsOnlyKeys(LossTerm.CLASS, LossTerm.MMD);
    }

    @Test
    void labelsWithoutAWeight_areValuedButDoNotPull() {
        Gradients slopes = Gradients.zeros(outputs);

        Map<LossTerm, Double> values = LossTerms.add(batch, outputs, only(LossTerm.ENTROPY, 0), slopes);

        assertThat(values.get(LossTerm.CLASS)).isPositive();
        assertThat(slopes.logits()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DOMAIN", "CLASS"})
    void withoutTargetRows_targetTermsAreZero(LossTerm term) {
        TrainingBatch sourceAlone = batches.batch(SOURCES, 0);
        BatchOutputs ofSource = batches.outputs(SOURCES, 0);
        Gradients slopes = Gradients.zeros(ofSource);

        Map<LossTerm, Double> values = LossTerms.add(sourceAlone, ofSource, only(term, 1), slopes);

        assertThat(values.get(term)).isZero();
        assertThat(slopes.logits()).containsOnly(0);
        assertThat(slopes.embedding()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"MMD", "CORAL"})
    void withoutSourceRowsOfAnyImportance_domainsAreNotCompared(LossTerm term) {
        TrainingBatch unlike = new TrainingBatch(
                batch.source(), batch.labels(), new double[SOURCES], batch.target(), batch.softLabels());
        Gradients slopes = Gradients.zeros(outputs);

        assertThat(LossTerms.add(unlike, outputs, only(term, 1), slopes).get(term))
                .isZero();
        assertThat(slopes.embedding()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void value_doesNotDependOnTheOrderOfTheRows(LossTerm term) {
        int[] sources = batches.order(SOURCES);
        int[] targets = batches.order(TARGETS);
        int[] labels = batch.labels().clone();
        double[] importance = batch.importance().clone();
        float[][] answers = batch.softLabels().clone();
        Arrays.setAll(labels, row -> batch.labels()[sources[row]]);
        Arrays.setAll(importance, row -> batch.importance()[sources[row]]);
        Arrays.setAll(answers, row -> batch.softLabels()[targets[row]]);
        BatchOutputs shuffled = new BatchOutputs(
                SOURCES,
                TARGETS,
                RandomBatches.WIDTH,
                RandomBatches.CLASSES,
                shuffled(outputs.embedding(), RandomBatches.WIDTH, sources, targets),
                shuffled(outputs.logits(), RandomBatches.CLASSES, sources, targets));
        TrainingBatch other = new TrainingBatch(batch.source(), labels, importance, batch.target(), answers);

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
    void enormousLogitsAndEmbeddings_giveNumbers(LossTerm term) {
        BatchOutputs enormous = batches.outputs(SOURCES, TARGETS);
        for (double[] values : new double[][] {enormous.embedding(), enormous.logits()}) {
            Arrays.setAll(values, i -> values[i] * 1e6);
        }
        Gradients slopes = Gradients.zeros(enormous);

        assertThat(LossTerms.add(batch, enormous, only(term, 1), slopes).get(term))
                .isFinite()
                .isNotNegative();
        assertThat(Arrays.stream(slopes.logits()).allMatch(Double::isFinite)).isTrue();
        assertThat(Arrays.stream(slopes.embedding()).allMatch(Double::isFinite)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void valueThatIsNotANumber_isNotHidden(LossTerm term) {
        Arrays.fill(outputs.embedding(), Double.NaN);
        Arrays.fill(outputs.logits(), Double.NaN);

        assertThat(value(term, batch, outputs)).isNaN();
    }

    @Test
    void outputsOfOtherRows_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value(LossTerm.CLASS, batch, batches.outputs(SOURCES + 1, TARGETS)))
                .withMessage("expected outputs of 6 source and 9 target rows, got 7 and 9");
    }
}
