package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.realign.adaptation.PriorEstimate;
import io.realign.learning.Onnx;
import io.realign.learning.SourceRows;
import io.realign.learning.committee.ClassMoments;
import io.realign.learning.distance.Clouds;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.file.Continuation;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.Term;
import io.realign.learning.network.Batch;
import io.realign.learning.network.NetSpec;
import io.realign.learning.portfolio.Recipes;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeights;
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
    private static final Clouds WORLD = Clouds.standard(6);
    private static final SourceRows SOURCE = WORLD.rows(300, 1);
    private static final SourceRows HOLD_OUT = WORLD.rows(80, 2);
    private static final SourceRows MOVED =
            WORLD.mixed(.55, .25, .15, .05).scaled(2, 3).rows(200, 3);
    private static final Candidate FIRST = Lab.started(SOURCE);

    private final Trainer trainer = Lab.trainer();

    private static Candidate adapt(Trainer trainer, Recipe recipe, long seed, Progress progress) {
        return trainer.adapt(
                FIRST.continuation(), Sources.of(SOURCE), HOLD_OUT, MOVED.features(), recipe, seed, progress);
    }

    private Candidate adapt(Recipe recipe) {
        return adapt(trainer, recipe, 1, Progress.NONE);
    }

    private static double accuracy(float[][] probabilities, int[] labels) {
        return IntStream.range(0, labels.length)
                        .filter(row -> named(probabilities[row]) == labels[row])
                        .count()
                / (double) labels.length;
    }

    private static int named(float[] row) {
        return IntStream.range(0, row.length).reduce(0, (best, label) -> row[label] > row[best] ? label : best);
    }

    static Stream<Recipe> recipes() {
        return Recipes.all().stream().map(Lab::quick);
    }

    @Test
    void firstVersion_knowsItsSource() {
        assertThat(accuracy(
                        trainer.ask(FIRST.continuation(), HOLD_OUT.features(), false)
                                .probabilities(),
                        HOLD_OUT.labels()))
                .isGreaterThan(.85);
    }

    @Test
    void sameRowsRecipeAndSeed_startTheSameBytes() {
        Candidate again = Lab.started(SOURCE);

        assertThat(again.inference()).isEqualTo(FIRST.inference());
        assertThat(again.continuation()).isEqualTo(FIRST.continuation());
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void sameRowsRecipeAndSeed_adaptToTheSameBytes(Recipe recipe) {
        Candidate one = adapt(recipe);
        Candidate again = adapt(recipe);

        assertThat(again.inference()).isEqualTo(one.inference());
        assertThat(again.continuation()).isEqualTo(one.continuation());
    }

    @Test
    void anotherSeed_makesAnotherModel() {
        Recipe recipe = Lab.quick(Recipes.SELF);

        assertThat(adapt(trainer, recipe, 2, Progress.NONE).continuation())
                .isNotEqualTo(adapt(trainer, recipe, 1, Progress.NONE).continuation());
    }

    @Test
    void whatIsGiven_isLeftAsItWas() {
        float[][] target = Stream.of(MOVED.features()).map(float[]::clone).toArray(float[][]::new);
        byte[] parent = FIRST.continuation().clone();

        trainer.adapt(parent, Sources.of(SOURCE), HOLD_OUT, target, Lab.quick(Recipes.CO_EM), 1, Progress.NONE);

        assertThat(target).isDeepEqualTo(MOVED.features());
        assertThat(parent).isEqualTo(FIRST.continuation());
    }

    /** Labelled rows come in as sources and as hold-out; the window comes as bare rows. */
    @Test
    void target_hasNoPlaceForLabels() {
        assertThat(Stream.of(Trainer.class.getMethods())
                        .filter(method -> method.getName().equals("adapt")))
                .singleElement()
                .extracting(Method::getParameterTypes)
                .isEqualTo(new Class<?>[] {
                    byte[].class,
                    Sources.class,
                    SourceRows.class,
                    float[][].class,
                    Recipe.class,
                    long.class,
                    Progress.class
                });
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void deployedModel_answersRawRowsAsTheContinuationDoes(Recipe recipe) throws Exception {
        Candidate candidate = adapt(recipe);

        float[][] asked =
                trainer.ask(candidate.continuation(), MOVED.features(), true).probabilities();
        float[][] deployed = Onnx.run(candidate.inference(), "probabilities", MOVED.features());

        for (int row = 0; row < asked.length; row++) {
            assertThat(deployed[row]).containsExactly(asked[row], within(1e-4f));
        }
    }

    @Test
    void gainAndOffset_vanishBehindTheWindowsOwnStatistics() {
        SourceRows scaled = WORLD.scaled(2, 3).rows(200, 3);
        SourceRows asBefore = WORLD.rows(200, 3);

        Candidate candidate = trainer.adapt(
                FIRST.continuation(),
                Sources.of(SOURCE),
                HOLD_OUT,
                scaled.features(),
                Recipes.RESTANDARDISED,
                1,
                Progress.NONE);

        double before = accuracy(
                trainer.ask(FIRST.continuation(), asBefore.features(), true).probabilities(), asBefore.labels());
        assertThat(accuracy(
                        trainer.ask(candidate.continuation(), scaled.features(), true)
                                .probabilities(),
                        scaled.labels()))
                .isCloseTo(before, within(.04));
    }

    @Test
    void recipeWithoutSteps_leavesTheNetworkAlone() {
        Continuation candidate = Continuation.read(adapt(Recipes.RESTANDARDISED).continuation());

        Continuation parent = Continuation.read(FIRST.continuation());
        assertThat(candidate.snapshot().weights()).isEqualTo(parent.snapshot().weights());
        assertThat(candidate.source()).isEqualTo(parent.source());
        assertThat(candidate.target()).isNotEqualTo(parent.target());
    }

    @Test
    void recipeThatReachesNowhere_seesRowsAsTheLiveModelDoes() {
        Continuation candidate =
                Continuation.read(adapt(Lab.quick(Recipes.SELF).reaching(0)).continuation());

        assertThat(candidate.target())
                .isEqualTo(Continuation.read(FIRST.continuation()).target());
    }

    /** Saerens, Latinne and Decaestecker, 2002, equation 2.4; classes were drawn equally often. */
    @Test
    void reweightedAnswers_areTheOriginalsAdjustedToTheEstimatedShares() {
        float[][] original =
                trainer.ask(FIRST.continuation(), MOVED.features(), true).probabilities();
        double[] before = {.25, .25, .25, .25};
        float[][] heldOut =
                trainer.ask(FIRST.continuation(), HOLD_OUT.features(), false).probabilities();
        double[] shares = PriorEstimate.byConfusion(heldOut, HOLD_OUT.labels(), original, before)
                .shares();

        float[][] reweighted = trainer.ask(adapt(Recipes.REWEIGHTED).continuation(), MOVED.features(), true)
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
    void matchedWindow_hasMeanAndDeviationOfTheSourceMixedLikeIt() {
        Standardisation source = Continuation.read(FIRST.continuation()).source();
        ClassMoments moments = ClassMoments.of(source.apply(SOURCE.features()), SOURCE.labels(), SOURCE.classes());
        byte[] restandardised = adapt(Recipes.RESTANDARDISED).continuation();
        double[] mix = trainer.committee(restandardised, Sources.of(SOURCE), MOVED.features(), 1)
                .opinion()
                .prior();

        Standardiser own = Continuation.read(restandardised).target().standardiser();
        Standardiser matched = Continuation.read(adapt(Recipes.MATCHED).continuation())
                .target()
                .standardiser();

        for (int i = 0; i < Clouds.WIDTH; i++) {
            double deviation = own.deviation()[i] / matched.deviation()[i];
            double mean = (own.mean()[i] - matched.mean()[i]) / matched.deviation()[i];
            assertThat(deviation).isCloseTo(moments.deviation(mix)[i], within(1e-5));
            assertThat(mean).isCloseTo(moments.mean(mix)[i], within(1e-5));
        }
    }

    @Test
    void progress_isToldEveryStep() {
        List<String> told = new ArrayList<>();

        Candidate candidate = adapt(
                trainer,
                Recipes.SELF.at(Lab.QUICK.lasting(3)),
                1,
                (recipe, step, steps, losses, alpha) -> told.add(recipe + " " + step + " of " + steps));

        assertThat(told).containsExactly("self 1 of 3", "self 2 of 3", "self 3 of 3");
        assertThat(candidate.steps()).isEqualTo(3);
    }

    @Test
    void exceptionOfTheProgress_endsTheTraining() {
        Engines engine = new Engines(new StackEngine());
        IllegalStateException enough = new IllegalStateException("enough");

        assertThatThrownBy(() ->
                        adapt(new Trainer(engine), Lab.quick(Recipes.SELF), 1, (recipe, step, steps, losses, alpha) -> {
                            if (step == 2) {
                                throw enough;
                            }
                        }))
                .isSameAs(enough);
        assertThat(engine.batches).hasSize(2);
        assertThat(engine.closed()).isEqualTo(engine.opened());
    }

    @Test
    void lossThatIsNoNumber_stopsTheTraining_namingRecipeAndStep() {
        Engines engine = new Engines(new StackEngine()).soundFor(4);

        assertThatThrownBy(() -> adapt(new Trainer(engine), Lab.quick(Recipes.SELF), 1, Progress.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageStartingWith("self, step 5 of 20: a loss or its gradient is not a number. The batch had")
                .hasMessageContaining("Try a lower learning rate than 0.005");
        assertThat(engine.closed()).isEqualTo(engine.opened());
    }

    @Test
    void teacher_isSilentAboutRowsOfWhichItIsNotSure() {
        List<float[]> taught = batches(Recipes.CO_EM).stream()
                .flatMap(batch -> Stream.of(batch.answers()))
                .toList();

        assertThat(taught).anyMatch(TrainerTest::isSilent).anyMatch(answer -> !isSilent(answer));
        assertThat(taught).allMatch(answer -> isSilent(answer) || answer[named(answer)] > .6f);
    }

    private static boolean isSilent(float[] answer) {
        return IntStream.range(0, answer.length).allMatch(label -> answer[label] == 0);
    }

    @Test
    void priorWeights_letRowsStandForTheTargetByTheSharesOfItsClasses() {
        Batch batch = batches(Recipes.DANN).get(0);

        assertThat(importance(batch, 0)).isGreaterThan(2 * importance(batch, 3));
    }

    @Test
    void withoutPriorWeights_allRowsCountAlike() {
        assertThat(batches(Recipes.DANN_1).get(0).importance()).containsOnly(1);
    }

    private List<Batch> batches(Recipe recipe) {
        Engines engine = new Engines(new StackEngine());
        adapt(new Trainer(engine), Lab.quick(recipe), 1, Progress.NONE);
        return engine.batches;
    }

    private static double importance(Batch batch, int label) {
        return IntStream.range(0, batch.labels().length)
                .filter(row -> batch.labels()[row] == label)
                .mapToDouble(row -> batch.importance()[row])
                .findFirst()
                .orElseThrow();
    }

    /** As they are released: the last one's coefficient is that of the whole course. */
    @Test
    void alpha_isTheCurveThatWasFollowed() {
        Engines engine = new Engines(new StackEngine());

        Candidate candidate = adapt(new Trainer(engine), Lab.quick(Recipes.DANN_1), 1, Progress.NONE);

        assertThat(candidate.alpha())
                .hasSize(20)
                .isSorted()
                .isEqualTo(engine.strides.stream()
                        .map(stride -> stride.objective().weight(Term.DOMAIN))
                        .toList());
    }

    @Test
    void severalSources_areTrainedOnTogether_eachByItsOwnStatistics() {
        SourceRows drifted = WORLD.scaled(3, -5).rows(300, 4);
        Sources sources = new Sources(
                List.of(new NamedSource("old", SOURCE, 1), new NamedSource("new", drifted, 0)),
                new SourceWeights.Equal());

        Candidate candidate =
                trainer.start(sources, Lab.spec(Clouds.WIDTH, 4), Recipes.SOURCE.at(Lab.QUICK), 1, Progress.NONE);
        Candidate own = trainer.adapt(
                candidate.continuation(),
                sources,
                HOLD_OUT,
                drifted.features(),
                Recipes.RESTANDARDISED,
                1,
                Progress.NONE);

        assertThat(accuracy(
                        trainer.ask(own.continuation(), drifted.features(), true)
                                .probabilities(),
                        drifted.labels()))
                .isGreaterThan(.85);
    }

    @Test
    void networkForOtherRows_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer.start(
                        Sources.of(SOURCE), Lab.spec(Clouds.WIDTH, 5), Recipes.SOURCE.at(Lab.QUICK), 1, Progress.NONE))
                .withMessage("sources: expected rows of 12 features and 5 classes, as the network has, got 12 and 4");
    }

    @Test
    void shape_isThatOfARow() {
        assertThat(trainer.shape(FIRST.continuation())).containsExactly(Clouds.WIDTH);
    }

    @Test
    void imageChannels_areStandardisedEachAsOne() {
        float[][] images = Stream.of(Clouds.standard(1).rows(40, 1).features())
                .map(row -> Arrays.copyOf(row, 1 * 28 * 28))
                .toArray(float[][]::new);
        SourceRows source = new SourceRows(
                images, IntStream.range(0, 40).map(row -> row % 2).toArray(), 2);
        NetSpec spec = new NetSpec(
                List.of(1, 28, 28),
                2,
                Lab.spec(1, 2).features(),
                Lab.spec(1, 2).classHead(),
                Lab.spec(1, 2).domainHead(),
                false);

        Candidate candidate =
                trainer.start(Sources.of(source), spec, Recipes.SOURCE.at(Lab.QUICK.lasting(1)), 1, Progress.NONE);

        float[] deviation = Continuation.read(candidate.continuation())
                .source()
                .standardiser()
                .deviation();
        assertThat(deviation).containsOnly(deviation[0]);
    }
}
