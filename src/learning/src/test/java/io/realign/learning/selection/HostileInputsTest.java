package io.realign.learning.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.onnxruntime.OrtException;
import io.realign.adaptation.gate.GateSettings;
import io.realign.learning.Onnx;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.diagnosis.DiagnosisInput;
import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.serialization.ModelCheckpoint;
import io.realign.learning.source.NamedSource;
import io.realign.learning.training.Pretraining;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.Trainer;
import io.realign.learning.training.TrainingFixtures;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSources;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Invalid and extreme inputs give a model with finite outputs, or an error that says what to do. */
class HostileInputsTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(3);
    private static final SourceRows SOURCE = WORLD.rows(60, 1);
    private static final SourceRows HOLD_OUT = WORLD.rows(20, 2);
    private static final float[][] TARGET = WORLD.withClassShares(.4, .3, .2, .1)
            .scaled(1.4, .7)
            .rotated(.3)
            .rows(40, 3)
            .features();
    private static final TrainedModel FIRST = TrainingFixtures.baseModel(SOURCE);
    private static final Standardisation STANDARDISATION = Standardisation.fit(SOURCE.features());

    private interface Entry {
        void take(Input input);
    }

    /**
     * Rows and the expected errors.
     *
     * @param start start of the error message of base training, empty for success
     * @param adapt the same for an adaptation and a candidate selection
     * @param diagnosis the same for a diagnosis
     */
    private record Input(
            String name,
            Supplier<SourceRows> source,
            Supplier<SourceRows> holdOut,
            Supplier<float[][]> target,
            String start,
            String adapt,
            String diagnosis) {
        static Input plain(String name) {
            return new Input(name, () -> SOURCE, () -> HOLD_OUT, () -> TARGET, "", "", "");
        }

        Input source(Supplier<SourceRows> other) {
            return new Input(name, other, holdOut, target, start, adapt, diagnosis);
        }

        Input holdOut(Supplier<SourceRows> other) {
            return new Input(name, source, other, target, start, adapt, diagnosis);
        }

        Input target(Supplier<float[][]> other) {
            return new Input(name, source, holdOut, other, start, adapt, diagnosis);
        }

        Input rejected(String message) {
            return new Input(name, source, holdOut, target, message, message, message);
        }

        /** Base training does not use it. */
        Input rejectedByAdaptation(String message) {
            return new Input(name, source, holdOut, target, start, message, message);
        }

        Input rejectedByDiagnosis(String message) {
            return new Input(name, source, holdOut, target, start, adapt, message);
        }

        /** Start of the error message where the target is read but nothing is fitted to it. */
        String pretraining() {
            boolean unusable = adapt.startsWith("target: expected finite") || adapt.startsWith("target: expected 12");
            return start.isEmpty() && unusable ? adapt.replaceFirst("target", "unlabelled") : start;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static float[][] changed(float[][] rows, Consumer<float[]> change) {
        float[][] changed = Stream.of(rows).map(float[]::clone).toArray(float[][]::new);
        Stream.of(changed).forEach(change);
        return changed;
    }

    private static SourceRows changed(SourceRows rows, Consumer<float[]> change) {
        return new SourceRows(changed(rows.features(), change), rows.labels(), rows.classCount());
    }

    private static SourceRows labelled(int... labels) {
        return new SourceRows(Arrays.copyOf(SOURCE.features(), labels.length), labels, 4);
    }

    private static SourceRows first(SourceRows rows, int count) {
        return new SourceRows(
                Arrays.copyOf(rows.features(), count), Arrays.copyOf(rows.labels(), count), rows.classCount());
    }

    /** Labels of the source, with all but the given number of class 3 changed to 2. */
    private static SourceRows rare(int kept) {
        int[] labels = SOURCE.labels().clone();
        int left = kept;
        for (int row = 0; row < labels.length; row++) {
            if (labels[row] == 3 && left-- <= 0) {
                labels[row] = 2;
            }
        }
        return new SourceRows(SOURCE.features(), labels, 4);
    }

    private static float[][] repeated(float[][] rows, int times) {
        return IntStream.range(0, times).mapToObj(i -> rows).flatMap(Stream::of).toArray(float[][]::new);
    }

    private static void fill(float[] row) {
        Arrays.fill(row, 7);
    }

    static Stream<Input> inputs() {
        return Stream.of(
                Input.plain("nothing strange"),
                Input.plain("no target row")
                        .target(() -> new float[0][])
                        .rejectedByAdaptation("target: expected at least two rows, got 0; wait for more"),
                Input.plain("one target row")
                        .target(() -> Arrays.copyOf(TARGET, 1))
                        .rejectedByAdaptation("target: expected at least two rows, got 1; wait for more"),
                Input.plain("two target rows").target(() -> Arrays.copyOf(TARGET, 2)),
                Input.plain("target of one repeated row")
                        .target(() -> repeated(Arrays.copyOf(TARGET, 1), 40))
                        .rejectedByAdaptation(
                                "target: expected rows that differ, got 40 identical rows; check whether the sensor is stuck"),
                Input.plain("target of duplicate rows").target(() -> repeated(TARGET, 3)),
                Input.plain("target that is the source").target(SOURCE::features),
                Input.plain("constant feature in the target").target(() -> changed(TARGET, row -> row[2] = 5)),
                Input.plain("column of the target that is not a number")
                        .target(() -> changed(TARGET, row -> row[3] = Float.NaN))
                        .rejectedByAdaptation(
                                "target: expected finite features with absolute values up to 1.0E18, got NaN at"
                                        + " row 0, feature 3"),
                Input.plain("1e30 in the target")
                        .target(() -> changed(TARGET, row -> row[3] = 1e30f))
                        .rejectedByAdaptation(
                                "target: expected finite features with absolute values up to 1.0E18, got 1.0E30"
                                        + " at row 0, feature 3"),
                Input.plain("narrow target")
                        .target(() -> new float[10][11])
                        .rejectedByAdaptation("target: expected 12 features, got 11 at row 0"),
                Input.plain("ragged target")
                        .target(() -> new float[][] {TARGET[0], TARGET[1], new float[3]})
                        .rejectedByAdaptation("target: expected 12 features, got 3 at row 2"),
                Input.plain("no source row")
                        .source(() -> labelled())
                        .rejected("source: expected at least one row of each of two classes, got none"),
                Input.plain("one class in the source")
                        .source(() -> labelled(new int[60]))
                        .rejected("source: expected rows of at least two classes, got only rows of class 0"),
                Input.plain("two source rows").source(() -> labelled(0, 1)),
                Input.plain("two rows each")
                        .source(() -> labelled(0, 1))
                        .holdOut(() -> first(HOLD_OUT, 2))
                        .target(() -> Arrays.copyOf(TARGET, 2)),
                Input.plain("fewer rows than a batch")
                        .source(() -> first(SOURCE, 9))
                        .holdOut(() -> first(HOLD_OUT, 3))
                        .target(() -> Arrays.copyOf(TARGET, 5)),
                Input.plain("one row of each class").source(() -> labelled(0, 1, 2, 3)),
                Input.plain("class of one row").source(() -> rare(1)),
                Input.plain("class without rows").source(() -> rare(0)),
                Input.plain("class of one row that fills the target")
                        .source(() -> rare(1))
                        .target(() -> WORLD.withClassShares(.01, .01, .01, .97)
                                .rows(40, 3)
                                .features()),
                Input.plain("source of one repeated row")
                        .source(() -> changed(SOURCE, HostileInputsTest::fill))
                        .rejected(
                                "source: expected rows that differ, got 60 identical rows; check whether the sensor is stuck"),
                Input.plain("source of duplicate rows")
                        .source(() -> SourceRows.pooled(List.of(SOURCE, SOURCE, SOURCE))),
                Input.plain("constant features in the source")
                        .source(() -> changed(SOURCE, row -> Arrays.fill(row, 1, 12, 7))),
                Input.plain("constant features, elsewhere in the target")
                        .source(() -> changed(SOURCE, row -> row[3] = (float) 1e17))
                        .target(() -> changed(TARGET, row -> row[3] = -(float) 1e17)),
                Input.plain("features of 1e17")
                        .source(() -> changed(SOURCE, row -> row[3] *= (float) 1e17))
                        .target(() -> changed(TARGET, row -> row[3] *= (float) 1e17)),
                Input.plain("features of 1e-43")
                        .source(() -> changed(SOURCE, row -> row[3] *= 1e-43f))
                        .target(() -> changed(TARGET, row -> row[3] *= 1e-43f)),
                Input.plain("column of the source that is not a number")
                        .source(() -> changed(SOURCE, row -> row[3] = Float.NaN))
                        .rejected(
                                "source: expected finite features with absolute values up to 1.0E18, got NaN at row 0,"
                                        + " feature 3"),
                Input.plain("infinite column of the source")
                        .source(() -> changed(SOURCE, row -> row[3] = Float.POSITIVE_INFINITY))
                        .rejected("source: expected finite features with absolute values up to 1.0E18, got Infinity at"
                                + " row 0, feature 3"),
                Input.plain("label out of range")
                        .source(() -> labelled(0, 1, 4))
                        .rejected("labels: expected 0 to 3, got 4 at row 2"),
                Input.plain("negative label")
                        .source(() -> labelled(0, -1))
                        .rejected("labels: expected 0 to 3, got -1 at row 1"),
                Input.plain("nothing held out")
                        .holdOut(() -> first(HOLD_OUT, 0))
                        .rejectedByDiagnosis("hold-out: expected at least two rows, got 0"),
                Input.plain("one row held out")
                        .holdOut(() -> first(HOLD_OUT, 1))
                        .rejectedByDiagnosis("hold-out: expected at least two rows, got 1"),
                Input.plain("column of the hold-out that is not a number")
                        .holdOut(() -> changed(HOLD_OUT, row -> row[3] = Float.NaN))
                        .rejectedByAdaptation(
                                "hold-out: expected finite features with absolute values up to 1.0E18, got NaN"
                                        + " at row 0, feature 3"),
                Input.plain("narrow hold-out")
                        .holdOut(() -> new SourceRows(new float[4][11], new int[4], 4))
                        .rejectedByAdaptation("hold-out: expected 12 features, got 11 at row 0"),
                Input.plain("other classes in the hold-out")
                        .holdOut(() -> new SourceRows(HOLD_OUT.features(), new int[20], 3))
                        .rejectedByAdaptation("hold-out: expected 4 classes"));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void baseModel_isValid_orRejected(Input input) {
        ends(input, input.start(), taken -> sound(start(taken), taken.target().get()));
    }

    private static TrainedModel start(Input input) {
        return TrainingFixtures.trainer()
                .trainBase(
                        TrainingSources.of(input.source().get()),
                        TrainingFixtures.spec(SyntheticClasses.WIDTH, 4),
                        Recipes.SOURCE_ONLY.withSchedule(TrainingFixtures.QUICK.withSteps(20)),
                        1,
                        TrainingListener.NONE);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void pretrainedModel_isValid_orRejected_byEveryMethod(Input input) {
        for (Pretraining.Method method : Pretraining.Method.values()) {
            ends(
                    input,
                    input.pretraining(),
                    taken -> sound(pretrained(taken, method), taken.target().get()));
        }
    }

    private static TrainedModel pretrained(Input input, Pretraining.Method method) {
        return TrainingFixtures.trainer()
                .trainBase(
                        TrainingSources.of(input.source().get()),
                        input.target().get(),
                        TrainingFixtures.spec(SyntheticClasses.WIDTH, 4),
                        Recipes.SOURCE_ONLY
                                .withSchedule(TrainingFixtures.QUICK.withSteps(3))
                                .withPretraining(new Pretraining(method, 5, .3)),
                        1,
                        TrainingListener.NONE);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void candidate_isValid_orRejected_byEveryRecipe(Input input) {
        for (Recipe recipe : Recipes.all()) {
            Recipe brief = recipe.withSchedule(TrainingFixtures.QUICK.withSteps(
                    Math.min(3, recipe.schedule().steps())));
            ends(
                    input,
                    input.adapt(),
                    taken -> sound(adapt(taken, brief), taken.target().get()));
        }
    }

    private static TrainedModel adapt(Input input, Recipe recipe) {
        return TrainingFixtures.trainer()
                .adapt(
                        FIRST.checkpoint(),
                        TrainingSources.of(input.source().get()),
                        input.holdOut().get(),
                        input.target().get(),
                        recipe,
                        1,
                        TrainingListener.NONE);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void selection_givesValidCandidates_orRejects(Input input) {
        ends(input, input.adapt(), taken -> assertThat(choice(taken).candidates())
                .allSatisfy(trial -> assertNumbers(trial.evidence().candidateOnWindow())));
    }

    /** Budget for two recipes. */
    private static SelectionResult choice(Input input) {
        AtomicLong clock = new AtomicLong();
        return new CandidateSelector(
                        TrainingFixtures.trainer(),
                        HostileInputsTest::score,
                        GateSettings.DEFAULT,
                        clock::getAndIncrement)
                .select(
                        ServingModel.of(FIRST),
                        TrainingSources.of(input.source().get()),
                        input.holdOut().get(),
                        input.target().get(),
                        ProbeRows.NONE,
                        1,
                        2,
                        TrainingListener.NONE);
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void diagnosis_isValid_orRejected(Input input) {
        ends(input, input.diagnosis(), taken -> assertThat(diagnosis(taken).findings())
                .allSatisfy(finding -> assertThat(finding.value()).isFinite()));
    }

    private static Diagnosis diagnosis(Input input) {
        try (Learner learner =
                new Nd4jEngine().resume(ModelCheckpoint.read(FIRST.checkpoint()).snapshot())) {
            DiagnosisInput subject = new DiagnosisInput(
                    learner::predict,
                    STANDARDISATION,
                    STANDARDISATION,
                    List.of(new NamedSource("source", input.source().get(), 0)),
                    input.holdOut().get(),
                    input.target().get(),
                    Optional.empty());
            return Diagnosis.of(subject, 1);
        }
    }

    private static void ends(Input input, String error, Entry entry) {
        if (error.isEmpty()) {
            entry.take(input);
        } else {
            assertThat(catchThrowable(() -> entry.take(input)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(error);
        }
    }

    private static void sound(TrainedModel candidate, float[][] target) {
        float[][] usable = Stream.of(target).filter(HostileInputsTest::usable).toArray(float[][]::new);
        if (usable.length > 0) {
            assertNumbers(score(candidate.onnxModel(), usable));
        }
    }

    /** Base training ignores the target. */
    private static boolean usable(float[] row) {
        return row.length == SyntheticClasses.WIDTH
                && IntStream.range(0, row.length).noneMatch(i -> Float.isNaN(row[i]));
    }

    private static void assertNumbers(float[][] probabilities) {
        for (float[] row : probabilities) {
            for (float probability : row) {
                assertThat(probability).isBetween(0f, 1f);
            }
        }
    }

    private static float[][] score(byte[] model, float[][] rows) {
        try {
            return Onnx.run(model, "probabilities", rows);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void rowsOfAHundredThousandFeatures_areRejectedBeforeTraining() {
        SourceRows source = wide(60, 100_000);

        Throwable thrown = catchThrowable(() -> new Trainer(new Nd4jEngine())
                .trainBase(
                        TrainingSources.of(source),
                        NetSpec.tabular(100_000, 2, NormMode.NONE),
                        Recipes.SOURCE_ONLY,
                        1,
                        TrainingListener.NONE));

        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sources: expected tables of at most 32768 features, got 100000; remove uninformative"
                        + " features");
    }

    @Test
    void recipeThatNeedsAnEnsemble_isRejectedForWideRows() {
        SourceRows source = wide(60, 1100);
        byte[] first = TrainingFixtures.trainer()
                .trainBase(
                        TrainingSources.of(source),
                        TrainingFixtures.spec(1100, 2),
                        Recipes.SOURCE_ONLY.withSchedule(TrainingFixtures.QUICK.withSteps(1)),
                        1,
                        TrainingListener.NONE)
                .checkpoint();

        Throwable thrown = catchThrowable(() -> TrainingFixtures.trainer()
                .adapt(
                        first,
                        TrainingSources.of(source),
                        source,
                        wide(40, 1100).features(),
                        Recipes.CO_EM,
                        1,
                        TrainingListener.NONE));

        assertThat(thrown)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("LDA ensemble: expected rows of at most 1024 features, got 1100; choose a recipe without"
                        + " it");
    }

    /** A covariance of the raw rows would take 13 GB. */
    @Test
    void diagnosisOfManyFeatures_projectsTheRows() {
        SourceRows source = wide(12, 40_000);
        Standardisation standardisation = Standardisation.fit(source.features());
        DiagnosisInput subject = new DiagnosisInput(
                (rows, target) -> new ModelOutputs(
                        Stream.of(rows).map(row -> new float[] {.5f, .5f}).toArray(float[][]::new),
                        Stream.of(rows).map(row -> new float[] {row[0], row[1]}).toArray(float[][]::new)),
                standardisation,
                standardisation,
                List.of(new NamedSource("source", source, 0)),
                source,
                wide(10, 40_000).features(),
                Optional.empty());

        assertThat(Diagnosis.of(subject, 1).findings())
                .allSatisfy(finding -> assertThat(finding.value()).isFinite());
    }

    private static SourceRows wide(int count, int width) {
        float[][] rows = new float[count][width];
        int[] labels = IntStream.range(0, count).map(row -> row % 2).toArray();
        for (int row = 0; row < count; row++) {
            for (int i = 0; i < width; i++) {
                rows[row][i] = (row * 31 + i * 17) % 23 + labels[row] * (i % 3);
            }
        }
        return new SourceRows(rows, labels, 2);
    }
}
