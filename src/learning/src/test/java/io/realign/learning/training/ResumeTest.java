package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.ConstantAlpha;
import io.realign.learning.Blobs;
import io.realign.learning.SourceRows;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.file.Continuation;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.Term;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.Norm;
import io.realign.learning.network.Optimiser;
import io.realign.learning.portfolio.Recipes;
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

    private static final Engine ENGINE = new StackEngine();
    private static final Blobs BLOBS = new Blobs(CLASSES, WIDTH, 1);
    private static final Sources SOURCES = Sources.of(BLOBS.rows(90));
    private static final SourceRows HOLD_OUT = BLOBS.rows(30);
    private static final float[][] TARGET = BLOBS.rows(160, 1.3f, .8f).features();

    static Stream<Arguments> trainings() {
        return Stream.of(
                        Recipes.DANN_MMD,
                        Recipes.CO_EM,
                        Recipes.CDAN.with(new Alpha(Alpha.Schedule.CONTROLLED, 1)),
                        Recipes.SELF)
                .map(recipe -> recipe.at(recipe.pace().lasting(STEPS)))
                .flatMap(recipe -> Stream.of(
                        Arguments.of(recipe, Optimiser.ADAM, Norm.DOMAIN_SPECIFIC),
                        Arguments.of(recipe, Optimiser.MOMENTUM, Norm.NONE)));
    }

    @ParameterizedTest
    @MethodSource("trainings")
    void training_endsWithTheSameBytes_howeverOftenItIsInterrupted(Recipe recipe, Optimiser optimiser, Norm norm) {
        byte[] parent = parent(optimiser, norm);
        Candidate whole = adapted(new Trainer(ENGINE), parent, recipe, Progress.NONE);
        SplittableRandom random = new SplittableRandom((recipe.name() + optimiser).hashCode());
        Trainer interrupted = new Trainer(ENGINE, new Kept(1 + random.nextInt(7)));

        for (int stop :
                IntStream.generate(() -> 1 + random.nextInt(STEPS)).limit(3).toArray()) {
            interruptAt(stop, progress -> adapted(interrupted, parent, recipe, progress));
        }
        Candidate resumed = adapted(interrupted, parent, recipe, Progress.NONE);

        assertSame(resumed, whole);
    }

    @Test
    void firstVersion_endsWithTheSameBytes_whenItIsInterrupted() {
        Recipe recipe = Recipes.SOURCE.at(Pace.TABULAR.lasting(STEPS));
        NetSpec spec = NetSpec.tabular(WIDTH, CLASSES, Norm.SHARED);
        Candidate whole = new Trainer(ENGINE).start(SOURCES, spec, recipe, SEED, Progress.NONE);
        Trainer interrupted = new Trainer(ENGINE, new Kept(10));

        interruptAt(37, progress -> interrupted.start(SOURCES, spec, recipe, SEED, progress));

        assertSame(interrupted.start(SOURCES, spec, recipe, SEED, Progress.NONE), whole);
    }

    @Test
    void training_goesOnFromItsLastCheckpoint_andNotFromTheBeginning() {
        Recipe recipe = Recipes.SELF.at(Pace.TABULAR_ADAPTATION.lasting(STEPS));
        byte[] parent = parent(Optimiser.ADAM, Norm.NONE);
        Trainer interrupted = new Trainer(ENGINE, new Kept(10));
        interruptAt(37, progress -> adapted(interrupted, parent, recipe, progress));
        int[] first = {0};

        adapted(
                interrupted,
                parent,
                recipe,
                (name, step, steps, losses, alpha) -> first[0] = first[0] == 0 ? step : first[0]);

        assertThat(first[0]).isEqualTo(31);
    }

    @Test
    void training_thatIsOver_takesNoStep_andGivesTheSameCandidate() {
        Recipe recipe = Recipes.DANN.at(Pace.TABULAR_ADAPTATION.lasting(STEPS));
        byte[] parent = parent(Optimiser.ADAM, Norm.NONE);
        Trainer trainer = new Trainer(ENGINE, new Kept(STEPS));
        Candidate first = adapted(trainer, parent, recipe, Progress.NONE);

        Candidate again = adapted(trainer, parent, recipe, (name, step, steps, losses, alpha) -> {
            throw new AssertionError("step " + step);
        });

        assertSame(again, first);
    }

    @Test
    void checkpoint_ofAnotherTraining_isRefused() {
        byte[] parent = parent(Optimiser.ADAM, Norm.NONE);
        Recipe recipe = Recipes.SELF.at(Pace.TABULAR_ADAPTATION.lasting(STEPS));
        Kept kept = new Kept(10);
        adapted(new Trainer(ENGINE, kept), parent, recipe, Progress.NONE);
        float[][] otherTarget = TARGET.clone();
        otherTarget[5] = TARGET[5].clone();
        otherTarget[5][2] = Math.nextUp(otherTarget[5][2]);
        Trainer trainer = new Trainer(ENGINE, kept);

        for (Runnable other : new Runnable[] {
            () -> trainer.adapt(parent, SOURCES, HOLD_OUT, otherTarget, recipe, SEED, Progress.NONE),
            () -> trainer.adapt(parent, SOURCES, HOLD_OUT, TARGET, recipe, SEED + 1, Progress.NONE),
            () -> trainer.adapt(
                    parent, SOURCES, HOLD_OUT, TARGET, recipe.at(recipe.pace().lasting(61)), SEED, Progress.NONE),
            () -> trainer.adapt(parent, SOURCES, BLOBS.rows(30), TARGET, recipe, SEED, Progress.NONE),
            () -> trainer.adapt(
                    parent(Optimiser.MOMENTUM, Norm.NONE), SOURCES, HOLD_OUT, TARGET, recipe, SEED, Progress.NONE)
        }) {
            assertThatThrownBy(other::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("self: the checkpoint in memory belongs to another training");
        }
    }

    @Test
    void checkpoint_thatIsNone_isRefused() {
        Kept kept = new Kept(10);
        kept.keep("self", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> adapted(
                        new Trainer(ENGINE, kept), parent(Optimiser.ADAM, Norm.NONE), Recipes.SELF, Progress.NONE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("self: expected the checkpoint of a training in memory");
    }

    @Test
    void noNumber_isToldWithTheRecipe_theStep_theRows_andWhatToDo() {
        Recipe wild = new Recipe(
                "wild",
                new Pace(50, 16, 1, 0, 0, 0, 0, Float.MAX_VALUE),
                1,
                Alpha.NONE,
                Map.of(Term.CLASS, new ConstantAlpha(1e38)),
                Set.of());

        assertThatThrownBy(
                        () -> adapted(new Trainer(ENGINE), parent(Optimiser.MOMENTUM, Norm.NONE), wild, Progress.NONE))
                .isInstanceOf(TrainingException.class)
                .hasMessageMatching("wild, step \\d+ of 50: a loss or its gradient is not a number\\. "
                        + "The batch had 16 source rows \\((source\\[\\d+\\], ){8}\\.\\.\\.\\)"
                        + " and 16 target rows \\((\\[\\d+\\], ){8}\\.\\.\\.\\), counted from 0 as they were given\\."
                        + " Try a lower learning rate than 1\\.0.*");
    }

    private interface Training {
        void run(Progress progress);
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

    private static Candidate adapted(Trainer trainer, byte[] parent, Recipe recipe, Progress progress) {
        return trainer.adapt(parent, SOURCES, HOLD_OUT, TARGET, recipe, SEED, progress);
    }

    private static byte[] parent(Optimiser optimiser, Norm norm) {
        Standardisation own = Standardisation.fit(SOURCES.pooled().features());
        try (Learner learner = ENGINE.start(NetSpec.tabular(WIDTH, CLASSES, norm), optimiser, 3)) {
            return new Continuation(learner.snapshot(), own, own, Map.of()).write();
        }
    }

    private static void assertSame(Candidate actual, Candidate expected) {
        assertThat(actual.alpha()).isEqualTo(expected.alpha());
        assertThat(actual.losses()).isEqualTo(expected.losses());
        assertThat(actual.continuation()).isEqualTo(expected.continuation());
        assertThat(actual.inference()).isEqualTo(expected.inference());
    }
}
