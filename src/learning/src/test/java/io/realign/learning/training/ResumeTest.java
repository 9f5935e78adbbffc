package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.alpha.ConstantAlpha;
import io.realign.learning.Blobs;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.selection.Recipes;
import io.realign.learning.serialization.ModelCheckpoint;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResumeTest {
    private static final int STEPS = 60;
    private static final int WIDTH = 6;
    private static final int CLASSES = 3;
    private static final long SEED = 7;

    private static final Engine ENGINE = new Nd4jEngine();
    private static final Blobs BLOBS = new Blobs(CLASSES, WIDTH, 1);
    private static final TrainingSources SOURCES = TrainingSources.of(BLOBS.rows(90));
    private static final SourceRows HOLD_OUT = BLOBS.rows(30);
    private static final float[][] TARGET = BLOBS.rows(160, 1.3f, .8f).features();

    static Stream<Arguments> trainings() {
        return Stream.of(
                        Recipes.DANN_MMD,
                        Recipes.CO_EM,
                        Recipes.CDAN.withAlpha(new AlphaSettings(AlphaSettings.Schedule.CONTROLLED, 1)),
                        Recipes.SELF_TRAINING)
                .map(recipe -> recipe.withSchedule(recipe.schedule().withSteps(STEPS)))
                .flatMap(recipe -> Stream.of(
                        Arguments.of(recipe, OptimizerType.ADAM, NormMode.DOMAIN_SPECIFIC),
                        Arguments.of(recipe, OptimizerType.MOMENTUM, NormMode.NONE)));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void interruptedTraining_endsWithTheSameBytes(Recipe recipe, OptimizerType optimizer, NormMode norm) {
        byte[] parent = parent(optimizer, norm);
        TrainedModel uninterrupted = adapt(new Trainer(ENGINE), parent, recipe, TrainingListener.NONE);
        SplittableRandom random = new SplittableRandom((recipe.name() + optimizer).hashCode());
        Trainer trainer = new Trainer(ENGINE, new InMemoryCheckpointStore(1 + random.nextInt(7)));

        for (int stop :
                IntStream.generate(() -> 1 + random.nextInt(STEPS)).limit(3).toArray()) {
            interruptAt(stop, listener -> adapt(trainer, parent, recipe, listener));
        }
        TrainedModel resumed = adapt(trainer, parent, recipe, TrainingListener.NONE);

        assertSame(resumed, uninterrupted);
    }

    @Test
    void interruptedBaseTraining_endsWithTheSameBytes() {
        Recipe recipe = Recipes.SOURCE_ONLY.withSchedule(TrainingSchedule.TABULAR.withSteps(STEPS));
        NetSpec spec = NetSpec.tabular(WIDTH, CLASSES, NormMode.SHARED);
        TrainedModel uninterrupted = new Trainer(ENGINE).trainBase(SOURCES, spec, recipe, SEED, TrainingListener.NONE);
        Trainer trainer = new Trainer(ENGINE, new InMemoryCheckpointStore(10));

        interruptAt(37, listener -> trainer.trainBase(SOURCES, spec, recipe, SEED, listener));

        assertSame(trainer.trainBase(SOURCES, spec, recipe, SEED, TrainingListener.NONE), uninterrupted);
    }

    @Test
    void interruptedTraining_resumesFromItsLastCheckpoint() {
        Recipe recipe = Recipes.SELF_TRAINING.withSchedule(TrainingSchedule.TABULAR_ADAPTATION.withSteps(STEPS));
        byte[] parent = parent(OptimizerType.ADAM, NormMode.NONE);
        Trainer trainer = new Trainer(ENGINE, new InMemoryCheckpointStore(10));
        interruptAt(37, listener -> adapt(trainer, parent, recipe, listener));
        int[] first = {0};

        adapt(
                trainer,
                parent,
                recipe,
                (name, step, steps, losses, alpha) -> first[0] = first[0] == 0 ? step : first[0]);

        assertThat(first[0]).isEqualTo(31);
    }

    @Test
    void finishedTraining_takesNoStepAndReturnsTheSameModel() {
        Recipe recipe = Recipes.DANN.withSchedule(TrainingSchedule.TABULAR_ADAPTATION.withSteps(STEPS));
        byte[] parent = parent(OptimizerType.ADAM, NormMode.NONE);
        Trainer trainer = new Trainer(ENGINE, new InMemoryCheckpointStore(STEPS));
        TrainedModel first = adapt(trainer, parent, recipe, TrainingListener.NONE);

        TrainedModel again = adapt(trainer, parent, recipe, (name, step, steps, losses, alpha) -> {
            throw new AssertionError("step " + step);
        });

        assertSame(again, first);
    }

    @Test
    void checkpointOfAnotherTraining_isRejected() {
        byte[] parent = parent(OptimizerType.ADAM, NormMode.NONE);
        Recipe recipe = Recipes.SELF_TRAINING.withSchedule(TrainingSchedule.TABULAR_ADAPTATION.withSteps(STEPS));
        InMemoryCheckpointStore store = new InMemoryCheckpointStore(10);
        adapt(new Trainer(ENGINE, store), parent, recipe, TrainingListener.NONE);
        float[][] otherTarget = TARGET.clone();
        otherTarget[5] = TARGET[5].clone();
        otherTarget[5][2] = Math.nextUp(otherTarget[5][2]);
        Trainer trainer = new Trainer(ENGINE, store);

        for (Runnable other : new Runnable[] {
            () -> trainer.adapt(parent, SOURCES, HOLD_OUT, otherTarget, recipe, SEED, TrainingListener.NONE),
            () -> trainer.adapt(parent, SOURCES, HOLD_OUT, TARGET, recipe, SEED + 1, TrainingListener.NONE),
            () -> trainer.adapt(
                    parent,
                    SOURCES,
                    HOLD_OUT,
                    TARGET,
                    recipe.withSchedule(recipe.schedule().withSteps(61)),
                    SEED,
                    TrainingListener.NONE),
            () -> trainer.adapt(parent, SOURCES, BLOBS.rows(30), TARGET, recipe, SEED, TrainingListener.NONE),
            () -> trainer.adapt(
                    parent(OptimizerType.MOMENTUM, NormMode.NONE),
                    SOURCES,
                    HOLD_OUT,
                    TARGET,
                    recipe,
                    SEED,
                    TrainingListener.NONE)
        }) {
            assertThatThrownBy(other::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("self: the checkpoint in memory belongs to a training run with a different");
        }
    }

    @Test
    void invalidCheckpoint_isRejected() {
        InMemoryCheckpointStore store = new InMemoryCheckpointStore(10);
        store.save("self", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> adapt(
                        new Trainer(ENGINE, store),
                        parent(OptimizerType.ADAM, NormMode.NONE),
                        Recipes.SELF_TRAINING,
                        TrainingListener.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("self: invalid checkpoint in memory");
    }

    @Test
    void nanLoss_isReportedWithRecipeStepAndRows() {
        Recipe diverging = new Recipe(
                "diverging",
                new TrainingSchedule(50, 16, 1, 0, 0, 0, 0, Float.MAX_VALUE),
                1,
                AlphaSettings.NONE,
                Map.of(LossTerm.CLASS, new ConstantAlpha(1e38)),
                Set.of());

        assertThatThrownBy(() -> adapt(
                        new Trainer(ENGINE),
                        parent(OptimizerType.MOMENTUM, NormMode.NONE),
                        diverging,
                        TrainingListener.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("diverging, step \\d+ of 50: the loss or its gradient is not finite\\. "
                        + "The batch had 16 source rows \\((source\\[\\d+\\], ){8}\\.\\.\\.\\)"
                        + " and 16 target rows \\((\\[\\d+\\], ){8}\\.\\.\\.\\); row indices start at 0\\."
                        + " Use a lower learning rate than 1\\.0.*");
    }

    private interface Training {
        void run(TrainingListener listener);
    }

    private static void interruptAt(int stop, Training training) {
        IllegalStateException interruption = new IllegalStateException("interrupted");
        try {
            training.run((name, step, steps, losses, alpha) -> {
                if (step >= stop) {
                    throw interruption;
                }
            });
        } catch (IllegalStateException e) {
            assertThat(e).isSameAs(interruption);
        }
    }

    private static TrainedModel adapt(Trainer trainer, byte[] parent, Recipe recipe, TrainingListener listener) {
        return trainer.adapt(parent, SOURCES, HOLD_OUT, TARGET, recipe, SEED, listener);
    }

    private static byte[] parent(OptimizerType optimizer, NormMode norm) {
        Standardisation own = Standardisation.fit(SOURCES.pooled().features());
        try (Learner learner = ENGINE.create(NetSpec.tabular(WIDTH, CLASSES, norm), optimizer, 3)) {
            return new ModelCheckpoint(learner.snapshot(), own, own, Map.of()).write();
        }
    }

    private static void assertSame(TrainedModel actual, TrainedModel expected) {
        assertThat(actual.alphaCurve()).isEqualTo(expected.alphaCurve());
        assertThat(actual.losses()).isEqualTo(expected.losses());
        assertThat(actual.checkpoint()).isEqualTo(expected.checkpoint());
        assertThat(actual.onnxModel()).isEqualTo(expected.onnxModel());
    }
}
