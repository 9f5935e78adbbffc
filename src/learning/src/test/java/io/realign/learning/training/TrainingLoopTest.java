package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.adaptation.alpha.ConstantAlpha;
import io.realign.adaptation.alpha.LinearRamp;
import io.realign.learning.input.SourceRows;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.network.StepOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TrainingLoopTest {
    private static final SourceRows SOURCE = new SourceRows(new float[][] {{0}, {1}}, new int[] {0, 1}, 2);
    private static final float[][] TARGET = {{2}, {3}};

    private final RecordingEngine engine = new RecordingEngine(new Nd4jEngine());

    private static TrainingSchedule schedule(int steps, double warmUp) {
        return new TrainingSchedule(steps, 4, .01, warmUp, 0, 0, .002, 7);
    }

    private TrainingLoop run(TrainingSchedule schedule, AlphaSettings alpha, Set<RecipeOption> options) {
        Recipe recipe = new Recipe(
                "test",
                schedule,
                1,
                alpha,
                Map.of(LossTerm.CLASS, new ConstantAlpha(1), LossTerm.ENTROPY, new LinearRamp(0, 1)),
                options);
        BatchSampler sampler = new BatchSampler(
                List.of("source"),
                List.of(SOURCE),
                new double[] {1},
                new double[] {1, 1},
                TARGET,
                new float[0][],
                schedule);
        Standardisation none = Standardisation.none(1);
        TrainingLoop loop = new TrainingLoop(
                new TrainingPlan(recipe, 1, none, none, true, sampler, Optional.empty()), TrainingState.START);
        try (Learner learner = engine.create(TrainingFixtures.spec(1, 2), OptimizerType.ADAM, 1)) {
            loop.run(learner, Optional.empty(), TrainingListener.NONE);
        }
        return loop;
    }

    private List<StepOptions> stepOptions(TrainingSchedule schedule, AlphaSettings alpha, RecipeOption... options) {
        run(schedule, alpha, Set.of(options));
        return engine.stepOptions;
    }

    @Test
    void learningRate_risesDuringWarmUpAndFallsDuringCoolDown() {
        List<StepOptions> stepOptions =
                stepOptions(new TrainingSchedule(10, 4, .01, .4, .5, 0, .002, 7), AlphaSettings.NONE);

        assertThat(stepOptions.stream().map(StepOptions::learningRate).map(rate -> Math.round(rate * 1e6)))
                .containsExactly(2500L, 5000L, 7500L, 10000L, 10000L, 10000L, 8000L, 6000L, 4000L, 2000L);
    }

    @Test
    void withoutWarmUpAndCoolDown_learningRateIsConstant() {
        assertThat(stepOptions(schedule(2, 0), AlphaSettings.NONE)).allMatch(step -> step.learningRate() == .01);
    }

    @Test
    void weightDecayAndMaxGradientNorm_areThoseOfTheSchedule() {
        assertThat(stepOptions(schedule(1, 0), AlphaSettings.NONE).get(0))
                .returns(.002, StepOptions::weightDecay)
                .returns(7.0, StepOptions::maxGradientNorm);
    }

    @Test
    void lossWeights_followTheirSchedules() {
        List<StepOptions> stepOptions = stepOptions(schedule(4, 0), AlphaSettings.NONE);

        assertThat(stepOptions.stream().map(step -> step.objective().weight(LossTerm.ENTROPY)))
                .containsExactly(0.0, .25, .5, .75);
    }

    @Test
    void zeroAlpha_hasNoDomainTerm() {
        assertThat(stepOptions(schedule(2, 0), AlphaSettings.NONE))
                .noneMatch(step -> step.objective().weights().containsKey(LossTerm.DOMAIN));
    }

    @Test
    void alphaRamp_hasADomainTermFromTheFirstStep() {
        assertThat(stepOptions(schedule(2, 0), new AlphaSettings(AlphaSettings.Schedule.RAMP, 1)))
                .allMatch(step -> step.objective().weights().containsKey(LossTerm.DOMAIN));
    }

    @Test
    void alphaCurve_recordsTheAlphaOfEachStep() {
        TrainingLoop loop = run(schedule(3, 0), new AlphaSettings(AlphaSettings.Schedule.LINEAR, .5), Set.of());

        assertThat(loop.trainingState().alphaCurve())
                .isEqualTo(engine.stepOptions.stream()
                        .map(step -> step.objective().alpha())
                        .toList());
        assertThat(loop.trainingState().alphaCurve().get(0)).isCloseTo(.05, within(1e-12));
    }

    @Test
    void entropyWeights_areEnabledByTheirOption() {
        assertThat(stepOptions(schedule(1, 0), AlphaSettings.NONE, RecipeOption.ENTROPY_WEIGHTS)
                        .get(0)
                        .objective()
                        .entropyWeighted())
                .isTrue();
    }

    @Test
    void everyStep_hasItsOwnSeed() {
        assertThat(stepOptions(schedule(5, 0), AlphaSettings.NONE).stream().map(StepOptions::dropoutSeed))
                .doesNotHaveDuplicates();
    }

    @Test
    void withoutSteps_thereAreNoLosses() {
        TrainingLoop loop = run(schedule(0, 0), AlphaSettings.NONE, Set.of());

        assertThat(engine.batches).isEmpty();
        assertThat(loop.trainingState().alphaCurve()).isEmpty();
        assertThat(loop.trainingState().losses().values()).isEmpty();
    }
}
