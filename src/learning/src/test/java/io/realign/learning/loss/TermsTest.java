package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.network.Batch;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TermsTest {
    private static final int SOURCES = 6;
    private static final int TARGETS = 9;

    private final Batches batches = new Batches(3);
    private final Batch batch = batches.batch(SOURCES, TARGETS);
    private final Outputs outputs = batches.outputs(SOURCES, TARGETS);

    private static Objective only(Term term, double weight) {
        return new Objective(Map.of(term, weight), false);
    }

    private static double value(Term term, Batch batch, Outputs outputs) {
        return Terms.add(batch, outputs, only(term, 1), Slopes.of(outputs)).get(term);
    }

    /** The terms whose gradient is of the whole value; the other two hold something, see their own tests. */
    @ParameterizedTest
    @EnumSource(names = {"CLASS", "TAUGHT", "CORAL", "ENTROPY", "SELF_TRAINING"})
    void slopes_areTheWeightTimesTheGradient(Term term) {
        double weight = 1.7;
        Slopes slopes = Slopes.of(outputs);

        Terms.add(batch, outputs, only(term, weight), slopes);

        Differences.assertSlopes(
                "logits", slopes.logits(), outputs.logits(), at -> weight * value(term, batch, outputs));
        Differences.assertSlopes(
                "embedding", slopes.embedding(), outputs.embedding(), at -> weight * value(term, batch, outputs));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void term_pullsSomewhere(Term term) {
        Slopes slopes = Slopes.of(outputs);

        Terms.add(batch, outputs, only(term, 1), slopes);

        double pull = Arrays.stream(slopes.logits()).map(Math::abs).sum()
                + Arrays.stream(slopes.embedding()).map(Math::abs).sum();
        assertThat(pull).isGreaterThan(.01);
    }

    @Test
    void slopesOfAllTerms_areTheSumOfEach() {
        Map<Term, Double> weights = new EnumMap<>(Term.class);
        Slopes sum = Slopes.of(outputs);
        for (Term term : Term.values()) {
            double weight = 1.0 + weights.size();
            weights.put(term, weight);
            Terms.add(batch, outputs, only(term, weight), sum);
        }
        Slopes together = Slopes.of(outputs);

        Terms.add(batch, outputs, new Objective(weights, false), together);

        assertThat(together.logits()).containsExactly(sum.logits(), within(1e-12));
        assertThat(together.embedding()).containsExactly(sum.embedding(), within(1e-12));
    }

    @Test
    void values_areOfTheTermsWithAWeightAndOfTheLabelsAlways() {
        Objective objective = new Objective(Map.of(Term.MMD, .3, Term.DOMAIN, 1.0, Term.CORAL, 0.0), false);

        assertThat(Terms.add(batch, outputs, objective, Slopes.of(outputs))).containsOnlyKeys(Term.CLASS, Term.MMD);
    }

    @Test
    void labelsWithoutAWeight_areValuedButDoNotPull() {
        Slopes slopes = Slopes.of(outputs);

        Map<Term, Double> values = Terms.add(batch, outputs, only(Term.ENTROPY, 0), slopes);

        assertThat(values.get(Term.CLASS)).isPositive();
        assertThat(slopes.logits()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"DOMAIN", "CLASS"})
    void withoutTargetRows_nothingIsSaidOfTheTarget(Term term) {
        Batch sourceAlone = batches.batch(SOURCES, 0);
        Outputs ofSource = batches.outputs(SOURCES, 0);
        Slopes slopes = Slopes.of(ofSource);

        Map<Term, Double> values = Terms.add(sourceAlone, ofSource, only(term, 1), slopes);

        assertThat(values.get(term)).isZero();
        assertThat(slopes.logits()).containsOnly(0);
        assertThat(slopes.embedding()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(names = {"MMD", "CORAL"})
    void withoutSourceRowsOfAnyImportance_domainsAreNotCompared(Term term) {
        Batch unlike = new Batch(batch.source(), batch.labels(), new double[SOURCES], batch.target(), batch.answers());
        Slopes slopes = Slopes.of(outputs);

        assertThat(Terms.add(unlike, outputs, only(term, 1), slopes).get(term)).isZero();
        assertThat(slopes.embedding()).containsOnly(0);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void value_doesNotDependOnTheOrderOfTheRows(Term term) {
        int[] sources = batches.order(SOURCES);
        int[] targets = batches.order(TARGETS);
        int[] labels = batch.labels().clone();
        double[] importance = batch.importance().clone();
        float[][] answers = batch.answers().clone();
        Arrays.setAll(labels, row -> batch.labels()[sources[row]]);
        Arrays.setAll(importance, row -> batch.importance()[sources[row]]);
        Arrays.setAll(answers, row -> batch.answers()[targets[row]]);
        Outputs shuffled = new Outputs(
                SOURCES,
                TARGETS,
                Batches.WIDTH,
                Batches.CLASSES,
                shuffled(outputs.embedding(), Batches.WIDTH, sources, targets),
                shuffled(outputs.logits(), Batches.CLASSES, sources, targets));
        Batch other = new Batch(batch.source(), labels, importance, batch.target(), answers);

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
    void enormousLogitsAndEmbeddings_giveNumbers(Term term) {
        Outputs enormous = batches.outputs(SOURCES, TARGETS);
        for (double[] values : new double[][] {enormous.embedding(), enormous.logits()}) {
            Arrays.setAll(values, i -> values[i] * 1e6);
        }
        Slopes slopes = Slopes.of(enormous);

        assertThat(Terms.add(batch, enormous, only(term, 1), slopes).get(term))
                .isFinite()
                .isNotNegative();
        assertThat(Arrays.stream(slopes.logits()).allMatch(Double::isFinite)).isTrue();
        assertThat(Arrays.stream(slopes.embedding()).allMatch(Double::isFinite)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DOMAIN")
    void valueThatIsNotANumber_isNotHidden(Term term) {
        Arrays.fill(outputs.embedding(), Double.NaN);
        Arrays.fill(outputs.logits(), Double.NaN);

        assertThat(value(term, batch, outputs)).isNaN();
    }

    @Test
    void outputsOfOtherRows_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> value(Term.CLASS, batch, batches.outputs(SOURCES + 1, TARGETS)))
                .withMessage("expected outputs of 6 source and 9 target rows, got 7 and 9");
    }
}
