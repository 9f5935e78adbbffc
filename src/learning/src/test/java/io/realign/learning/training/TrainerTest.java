package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.realign.adaptation.prior.PriorEstimate;
import io.realign.learning.Onnx;
import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.ensemble.ClassMoments;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.NetSpec;
import io.realign.learning.selection.Recipes;
import io.realign.learning.serialization.ModelCheckpoint;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeighting;
import io.realign.window.Standardiser;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrainerTest {
    private static final SyntheticClasses CLASSES = SyntheticClasses.standard(6);
    private static final SourceRows SOURCE = CLASSES.rows(300, 1);
    private static final SourceRows HOLD_OUT = CLASSES.rows(80, 2);
    private static final SourceRows DRIFTED =
            CLASSES.withClassShares(.55, .25, .15, .05).scaled(2, 3).rows(200, 3);
    private static final TrainedModel BASE = TrainingFixtures.baseModel(SOURCE);

    private final Trainer trainer = TrainingFixtures.trainer();

    private static TrainedModel adapt(Trainer trainer, Recipe recipe, long seed, TrainingListener listener) {
        return trainer.adapt(
                BASE.checkpoint(), TrainingSources.of(SOURCE), HOLD_OUT, DRIFTED.features(), recipe, seed, listener);
    }

    private TrainedModel adapt(Recipe recipe) {
        return adapt(trainer, recipe, 1, TrainingListener.NONE);
    }

    private static double accuracy(float[][] probabilities, int[] labels) {
        return IntStream.range(0, labels.length)
                        .filter(row -> argmax(probabilities[row]) == labels[row])
                        .count()
                / (double) labels.length;
    }

    private static int argmax(float[] row) {
        return IntStream.range(0, row.length).reduce(0, (best, label) -> row[label] > row[best] ? label : best);
    }

    static Stream<Recipe> recipes() {
        return Recipes.all().stream().map(TrainingFixtures::quick);
    }

    @Test
    void baseModel_isAccurateOnItsSource() {
        assertThat(accuracy(
                        trainer.predictSource(BASE.checkpoint(), HOLD_OUT.features())
                                .probabilities(),
                        HOLD_OUT.labels()))
                .isGreaterThan(.85);
    }

    @Test
    void sameInputsAndSeed_trainTheSameBaseModel() {
        TrainedModel again = TrainingFixtures.baseModel(SOURCE);

        assertThat(again.onnxModel()).isEqualTo(BASE.onnxModel());
        assertThat(again.checkpoint()).isEqualTo(BASE.checkpoint());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void sameInputsAndSeed_adaptToTheSameBytes(Recipe recipe) {
        TrainedModel one = adapt(recipe);
        TrainedModel again = adapt(recipe);

        assertThat(again.onnxModel()).isEqualTo(one.onnxModel());
        assertThat(again.checkpoint()).isEqualTo(one.checkpoint());
    }

    @Test
    void differentSeed_trainsADifferentModel() {
        Recipe recipe = TrainingFixtures.quick(Recipes.SELF_TRAINING);

        assertThat(adapt(trainer, recipe, 2, TrainingListener.NONE).checkpoint())
                .isNotEqualTo(adapt(trainer, recipe, 1, TrainingListener.NONE).checkpoint());
    }

    @Test
    void inputs_areNotModified() {
        float[][] target = Stream.of(DRIFTED.features()).map(float[]::clone).toArray(float[][]::new);
        byte[] parent = BASE.checkpoint().clone();

        trainer.adapt(
                parent,
                TrainingSources.of(SOURCE),
                HOLD_OUT,
                target,
                TrainingFixtures.quick(Recipes.CO_EM),
                1,
                TrainingListener.NONE);

        assertThat(target).isDeepEqualTo(DRIFTED.features());
        assertThat(parent).isEqualTo(BASE.checkpoint());
    }

    /** Labels are accepted with sources and hold-out only; the window consists of features. */
    @Test
    void target_hasNoLabels() {
        assertThat(Stream.of(Trainer.class.getMethods())
                        .filter(method -> method.getName().equals("adapt")))
                .singleElement()
                .extracting(Method::getParameterTypes)
                .isEqualTo(new Class<?>[] {
                    byte[].class,
                    TrainingSources.class,
                    SourceRows.class,
                    float[][].class,
                    Recipe.class,
                    long.class,
                    TrainingListener.class
                });
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void exportedModel_predictsAsTheCheckpoint(Recipe recipe) throws Exception {
        TrainedModel candidate = adapt(recipe);

        float[][] expected = trainer.predictTarget(candidate.checkpoint(), DRIFTED.features())
                .probabilities();
        float[][] actual = Onnx.run(candidate.onnxModel(), "probabilities", DRIFTED.features());

        for (int row = 0; row < expected.length; row++) {
            assertThat(actual[row]).containsExactly(expected[row], within(1e-4f));
        }
    }

    @Test
    void gainAndOffset_areRemovedByTheStatisticsOfTheWindow() {
        SourceRows scaled = CLASSES.scaled(2, 3).rows(200, 3);
        SourceRows asBefore = CLASSES.rows(200, 3);

        TrainedModel candidate = trainer.adapt(
                BASE.checkpoint(),
                TrainingSources.of(SOURCE),
                HOLD_OUT,
                scaled.features(),
                Recipes.RESTANDARDISED,
                1,
                TrainingListener.NONE);

        double before = accuracy(
                trainer.predictTarget(BASE.checkpoint(), asBefore.features()).probabilities(), asBefore.labels());
        assertThat(accuracy(
                        trainer.predictTarget(candidate.checkpoint(), scaled.features())
                                .probabilities(),
                        scaled.labels()))
                .isCloseTo(before, within(.04));
    }

    @Test
    void recipeWithoutSteps_leavesTheWeightsUnchanged() {
        ModelCheckpoint candidate =
                ModelCheckpoint.read(adapt(Recipes.RESTANDARDISED).checkpoint());

        ModelCheckpoint parent = ModelCheckpoint.read(BASE.checkpoint());
        assertThat(candidate.snapshot().weights()).isEqualTo(parent.snapshot().weights());
        assertThat(candidate.sourceStandardisation()).isEqualTo(parent.sourceStandardisation());
        assertThat(candidate.targetStandardisation()).isNotEqualTo(parent.targetStandardisation());
    }

    @Test
    void recipeWithoutTargetStatistics_standardisesAsTheServingModel() {
        ModelCheckpoint candidate = ModelCheckpoint.read(
                adapt(TrainingFixtures.quick(Recipes.SELF_TRAINING).withTargetStatisticsWeight(0))
                        .checkpoint());

        assertThat(candidate.targetStandardisation())
                .isEqualTo(ModelCheckpoint.read(BASE.checkpoint()).targetStandardisation());
    }

    /** Saerens, Latinne and Decaestecker, 2002, equation 2.4; training batches are balanced. */
    @Test
    void priorCorrection_adjustsThePredictionsToTheEstimatedPriors() {
        float[][] original =
                trainer.predictTarget(BASE.checkpoint(), DRIFTED.features()).probabilities();
        double[] before = {.25, .25, .25, .25};
        float[][] holdOut =
                trainer.predictSource(BASE.checkpoint(), HOLD_OUT.features()).probabilities();
        double[] shares = PriorEstimate.byConfusion(holdOut, HOLD_OUT.labels(), original, before)
                .classPriors();

        float[][] reweighted = trainer.predictTarget(adapt(Recipes.REWEIGHTED).checkpoint(), DRIFTED.features())
                .probabilities();

        for (int row = 0; row < original.length; row++) {
            double[] adjusted = new double[4];
            for (int label = 0; label < 4; label++) {
                adjusted[label] = original[row][label] * Math.max(1e-3, shares[label]) / before[label];
            }
            double sum = Arrays.stream(adjusted).sum();
            for (int label = 0; label < 4; label++) {
                assertThat((double) reweighted[row][label]).isCloseTo(adjusted[label] / sum, within(1e-4));
            }
        }
    }

    @Test
    void priorMatchedWindow_hasTheMomentsOfTheReweightedSource() {
        Standardisation source = ModelCheckpoint.read(BASE.checkpoint()).sourceStandardisation();
        ClassMoments moments = ClassMoments.of(SOURCE.standardised(source));
        byte[] restandardised = adapt(Recipes.RESTANDARDISED).checkpoint();
        double[] classShares = trainer.ldaEnsemble(restandardised, TrainingSources.of(SOURCE), DRIFTED.features(), 1)
                .predict()
                .classPriors();

        Standardiser own =
                ModelCheckpoint.read(restandardised).targetStandardisation().standardiser();
        Standardiser matched = ModelCheckpoint.read(adapt(Recipes.PRIOR_MATCHED).checkpoint())
                .targetStandardisation()
                .standardiser();

        for (int i = 0; i < SyntheticClasses.WIDTH; i++) {
            double deviation = own.deviation()[i] / matched.deviation()[i];
            double mean = (own.mean()[i] - matched.mean()[i]) / matched.deviation()[i];
            assertThat(deviation).isCloseTo(moments.deviation(classShares)[i], within(1e-5));
            assertThat(mean).isCloseTo(moments.mean(classShares)[i], within(1e-5));
        }
    }

    @Test
    void listener_isNotifiedOfEveryStep() {
        List<String> steps = new ArrayList<>();

        TrainedModel candidate = adapt(
                trainer,
                Recipes.SELF_TRAINING.withSchedule(TrainingFixtures.QUICK.withSteps(3)),
                1,
                (recipe, step, count, losses, alpha) -> steps.add(recipe + " " + step + " of " + count));

        assertThat(steps).containsExactly("self 1 of 3", "self 2 of 3", "self 3 of 3");
        assertThat(candidate.steps()).isEqualTo(3);
    }

    @Test
    void listenerException_endsTheTraining() {
        RecordingEngine engine = new RecordingEngine(new Nd4jEngine());
        IllegalStateException failure = new IllegalStateException("listener");

        assertThatThrownBy(() -> adapt(
                        new Trainer(engine),
                        TrainingFixtures.quick(Recipes.SELF_TRAINING),
                        1,
                        (recipe, step, steps, losses, alpha) -> {
                            if (step == 2) {
                                throw failure;
                            }
                        }))
                .isSameAs(failure);
        assertThat(engine.batches).hasSize(2);
        assertThat(engine.closed()).isEqualTo(engine.opened());
    }

    @Test
    void nanLoss_failsTheTrainingNamingRecipeAndStep() {
        RecordingEngine engine = new RecordingEngine(new Nd4jEngine()).failingAfter(4);

        assertThatThrownBy(() -> adapt(
                        new Trainer(engine), TrainingFixtures.quick(Recipes.SELF_TRAINING), 1, TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("self, step 5 of 20: the loss or its gradient is not finite. The batch had")
                .hasMessageContaining("Use a lower learning rate than 0.005");
        assertThat(engine.closed()).isEqualTo(engine.opened());
    }

    @Test
    void teacher_labelsConfidentRowsOnly() {
        List<float[]> softLabels = batches(Recipes.CO_EM).stream()
                .flatMap(batch -> Stream.of(batch.softLabels()))
                .toList();

        assertThat(softLabels).anyMatch(TrainerTest::isZero).anyMatch(label -> !isZero(label));
        assertThat(softLabels).allMatch(label -> isZero(label) || label[argmax(label)] > .6f);
    }

    private static boolean isZero(float[] row) {
        return IntStream.range(0, row.length).allMatch(i -> row[i] == 0);
    }

    @Test
    void priorWeights_weightRowsByTheTargetPriors() {
        TrainingBatch batch = batches(Recipes.DANN).get(0);

        assertThat(importance(batch, 0)).isGreaterThan(2 * importance(batch, 3));
    }

    @Test
    void withoutPriorWeights_rowsHaveEqualImportance() {
        assertThat(batches(Recipes.DANN_1).get(0).importance()).containsOnly(1);
    }

    private List<TrainingBatch> batches(Recipe recipe) {
        RecordingEngine engine = new RecordingEngine(new Nd4jEngine());
        adapt(new Trainer(engine), TrainingFixtures.quick(recipe), 1, TrainingListener.NONE);
        return engine.batches;
    }

    private static double importance(TrainingBatch batch, int label) {
        return IntStream.range(0, batch.labels().length)
                .filter(row -> batch.labels()[row] == label)
                .mapToDouble(row -> batch.importance()[row])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void alphaCurve_equalsTheWeightsOfTheDomainTerm() {
        RecordingEngine engine = new RecordingEngine(new Nd4jEngine());

        TrainedModel candidate =
                adapt(new Trainer(engine), TrainingFixtures.quick(Recipes.DANN_1), 1, TrainingListener.NONE);

        assertThat(candidate.alphaCurve())
                .hasSize(20)
                .isSorted()
                .isEqualTo(engine.stepOptions.stream()
                        .map(options -> options.objective().weight(LossTerm.DOMAIN))
                        .toList());
    }

    @Test
    void severalSources_areEachStandardisedByTheirOwnStatistics() {
        SourceRows drifted = CLASSES.scaled(3, -5).rows(300, 4);
        TrainingSources sources = new TrainingSources(
                List.of(new NamedSource("old", SOURCE, 1), new NamedSource("new", drifted, 0)),
                new SourceWeighting.Uniform());

        TrainedModel candidate = trainer.trainBase(
                sources,
                TrainingFixtures.spec(SyntheticClasses.WIDTH, 4),
                Recipes.SOURCE_ONLY.withSchedule(TrainingFixtures.QUICK),
                1,
                TrainingListener.NONE);
        TrainedModel own = trainer.adapt(
                candidate.checkpoint(),
                sources,
                HOLD_OUT,
                drifted.features(),
                Recipes.RESTANDARDISED,
                1,
                TrainingListener.NONE);

        assertThat(accuracy(
                        trainer.predictTarget(own.checkpoint(), drifted.features())
                                .probabilities(),
                        drifted.labels()))
                .isGreaterThan(.85);
    }

    @Test
    void incompatibleNetwork_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.trainBase(
                        TrainingSources.of(SOURCE),
                        TrainingFixtures.spec(SyntheticClasses.WIDTH, 5),
                        Recipes.SOURCE_ONLY.withSchedule(TrainingFixtures.QUICK),
                        1,
                        TrainingListener.NONE))
                .withMessage("sources: expected rows of 12 features and 5 classes, as the network has, got 12 and 4");
    }

    @Test
    void inputShape_isTheShapeOfARow() {
        assertThat(trainer.inputShape(BASE.checkpoint())).containsExactly(SyntheticClasses.WIDTH);
    }

    @Test
    void imageChannels_areStandardisedSeparately() {
        float[][] images = Stream.of(SyntheticClasses.standard(1).rows(40, 1).features())
                .map(row -> Arrays.copyOf(row, 1 * 28 * 28))
                .toArray(float[][]::new);
        SourceRows source = new SourceRows(
                images, IntStream.range(0, 40).map(row -> row % 2).toArray(), 2);
        NetSpec spec = new NetSpec(
                List.of(1, 28, 28),
                2,
                TrainingFixtures.spec(1, 2).featureExtractor(),
                TrainingFixtures.spec(1, 2).classHead(),
                TrainingFixtures.spec(1, 2).domainHead(),
                false);

        TrainedModel candidate = trainer.trainBase(
                TrainingSources.of(source),
                spec,
                Recipes.SOURCE_ONLY.withSchedule(TrainingFixtures.QUICK.withSteps(1)),
                1,
                TrainingListener.NONE);

        float[] deviation = ModelCheckpoint.read(candidate.checkpoint())
                .sourceStandardisation()
                .standardiser()
                .deviation();
        assertThat(deviation).containsOnly(deviation[0]);
    }
}
