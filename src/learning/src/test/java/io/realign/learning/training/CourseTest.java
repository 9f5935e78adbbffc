package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.adaptation.ConstantAlpha;
import io.realign.adaptation.LinearRamp;
import io.realign.learning.SourceRows;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.Term;
import io.realign.learning.network.Learner;
import io.realign.learning.network.Optimiser;
import io.realign.learning.network.Stride;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CourseTest {
    private static final SourceRows SOURCE = new SourceRows(new float[][] {{0}, {1}}, new int[] {0, 1}, 2);
    private static final float[][] TARGET = {{2}, {3}};

    private final Engines engine = new Engines(new StackEngine());

    private static Pace pace(int steps, double warmUp) {
        return new Pace(steps, 4, .01, warmUp, 0, 0, .002, 7);
    }

    private Course run(Pace pace, Alpha alpha, Set<Aid> aids) {
        Recipe recipe = new Recipe(
                "test",
                pace,
                1,
                alpha,
                Map.of(Term.CLASS, new ConstantAlpha(1), Term.ENTROPY, new LinearRamp(0, 1)),
                aids);
        BatchDraw draw = new BatchDraw(
                List.of("source"),
                List.of(SOURCE),
                new double[] {1},
                new double[] {1, 1},
                TARGET,
                new float[0][],
                pace);
        Standardisation none = Standardisation.none(1);
        Course course = new Course(new Plan(recipe, 1, none, none, true, draw, Optional.empty()), Position.START);
        try (Learner learner = engine.start(Lab.spec(1, 2), Optimiser.ADAM, 1)) {
            course.run(learner, Optional.empty(), Progress.NONE);
        }
        return course;
    }

    private List<Stride> strides(Pace pace, Alpha alpha, Aid... aids) {
        run(pace, alpha, Set.of(aids));
        return engine.strides;
    }

    @Test
    void learningRate_risesOverTheWarmUp_staysAndFallsOverTheCoolDown() {
        List<Stride> strides = strides(new Pace(10, 4, .01, .4, .5, 0, .002, 7), Alpha.NONE);

        assertThat(strides.stream().map(Stride::learningRate).map(rate -> Math.round(rate * 1e6)))
                .containsExactly(2500L, 5000L, 7500L, 10000L, 10000L, 10000L, 8000L, 6000L, 4000L, 2000L);
    }

    @Test
    void withoutWarmUpAndCoolDown_theRateIsTheSameInAllSteps() {
        assertThat(strides(pace(2, 0), Alpha.NONE)).allMatch(stride -> stride.learningRate() == .01);
    }

    @Test
    void decayAndClip_areThoseOfThePace() {
        assertThat(strides(pace(1, 0), Alpha.NONE).get(0))
                .returns(.002, Stride::weightDecay)
                .returns(7.0, Stride::clip);
    }

    @Test
    void terms_followTheirSchedules() {
        List<Stride> strides = strides(pace(4, 0), Alpha.NONE);

        assertThat(strides.stream().map(stride -> stride.objective().weight(Term.ENTROPY)))
                .containsExactly(0.0, .25, .5, .75);
    }

    @Test
    void alphaOfNothing_hasNoDomainTerm() {
        assertThat(strides(pace(2, 0), Alpha.NONE))
                .noneMatch(stride -> stride.objective().weights().containsKey(Term.DOMAIN));
    }

    @Test
    void alpha_isTheWeightOfTheDomainTerm_evenWhileItIsStillZero() {
        assertThat(strides(pace(2, 0), new Alpha(Alpha.Schedule.RAMP, 1)))
                .allMatch(stride -> stride.objective().weights().containsKey(Term.DOMAIN));
    }

    @Test
    void curve_isWhatEachStepWasTakenWith() {
        Course course = run(pace(3, 0), new Alpha(Alpha.Schedule.LINEAR, .5), Set.of());

        assertThat(course.position().curve())
                .isEqualTo(engine.strides.stream()
                        .map(stride -> stride.objective().alpha())
                        .toList());
        assertThat(course.position().curve().get(0)).isCloseTo(.05, within(1e-12));
    }

    @Test
    void entropyWeights_areAskedForByTheirAid() {
        assertThat(strides(pace(1, 0), Alpha.NONE, Aid.ENTROPY_WEIGHTS)
                        .get(0)
                        .objective()
                        .entropyWeights())
                .isTrue();
    }

    @Test
    void everyStep_hasItsOwnChance() {
        assertThat(strides(pace(5, 0), Alpha.NONE).stream().map(Stride::seed)).doesNotHaveDuplicates();
    }

    @Test
    void noSteps_leaveNoLosses() {
        Course course = run(pace(0, 0), Alpha.NONE, Set.of());

        assertThat(engine.batches).isEmpty();
        assertThat(course.position().curve()).isEmpty();
        assertThat(course.position().losses().values()).isEmpty();
    }
}
