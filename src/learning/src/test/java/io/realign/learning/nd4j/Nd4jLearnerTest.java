package io.realign.learning.nd4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.event.Tensor;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.network.Engine;
import io.realign.learning.network.LayerSpec.BatchNorm;
import io.realign.learning.network.LayerSpec.Dense;
import io.realign.learning.network.LayerSpec.Relu;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.network.StepOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.factory.Nd4j;

class Nd4jLearnerTest {
    private static final Objective OBJECTIVE =
            new Objective(Map.of(LossTerm.CLASS, 1.0, LossTerm.DISTILLATION, .3, LossTerm.DOMAIN, .5), false);

    private final Engine engine = new Nd4jEngine();

    static Stream<Arguments> netsAndOptimizers() {
        return Stream.of(OptimizerType.values()).flatMap(optimizer -> Stream.of(
                        NetworkFixtures.table(true, true),
                        NetworkFixtures.plain(false),
                        NetworkFixtures.image(false),
                        NetworkFixtures.image(true))
                .map(net -> Arguments.of(net, optimizer)));
    }

    @ParameterizedTest
    @MethodSource("netsAndOptimizers")
    void resumedLearner_equalsUninterruptedLearnerAfterEveryStep(NetSpec spec, OptimizerType optimizer) {
        try (Learner uninterrupted = engine.create(spec, optimizer, 9)) {
            LearnerSnapshot saved = uninterrupted.snapshot();
            for (int step = 0; step < 6; step++) {
                try (Learner resumed = engine.resume(saved)) {
                    step(resumed, step);
                    step(uninterrupted, step);
                    saved = resumed.snapshot();
                }
                assertThat(saved).isEqualTo(uninterrupted.snapshot());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, Long.MIN_VALUE})
    void initialWeights_dependOnTheSeedOnly(long seed) {
        assertThat(initial(seed)).isEqualTo(initial(seed)).isNotEqualTo(initial(seed + 1));
    }

    private LearnerSnapshot initial(long seed) {
        try (Learner learner = engine.create(NetworkFixtures.table(false, false), OptimizerType.ADAM, seed)) {
            return learner.snapshot();
        }
    }

    @Test
    void dropout_dependsOnTheSeedOfTheStep() {
        NetSpec spec = NetworkFixtures.plain(false);

        assertThat(afterOneStep(spec, 1)).isEqualTo(afterOneStep(spec, 1)).isNotEqualTo(afterOneStep(spec, 2));
    }

    private LearnerSnapshot afterOneStep(NetSpec spec, long seed) {
        try (Learner learner = engine.create(spec, OptimizerType.ADAM, 9)) {
            learner.step(NetworkFixtures.batch(spec, 8, 8, 1), new StepOptions(OBJECTIVE, .01, 0, 5, seed));
            return learner.snapshot();
        }
    }

    @ParameterizedTest
    @MethodSource("netsAndOptimizers")
    void nanStep_leavesTheStateUnchanged(NetSpec spec, OptimizerType optimizer) {
        try (Learner learner = engine.create(spec, optimizer, 9);
                Learner untouched = engine.create(spec, optimizer, 9)) {
            step(learner, 0);
            step(untouched, 0);
            TrainingBatch broken = NetworkFixtures.batch(spec, 8, 8, 1);
            broken.target()[0][0] = Float.NaN;

            Losses losses = learner.step(broken, new StepOptions(OBJECTIVE, .01, .003, 5, 1));

            assertThat(losses.of(LossTerm.CLASS)).isNaN();
            assertThat(learner.snapshot()).isEqualTo(untouched.snapshot());
            step(learner, 2);
            step(untouched, 2);
            assertThat(learner.snapshot()).isEqualTo(untouched.snapshot());
        }
    }

    @Test
    void steps_reduceTheLoss() {
        NetSpec spec = NetworkFixtures.image(true);
        try (Learner learner = engine.create(spec, OptimizerType.ADAM, 9)) {
            TrainingBatch batch = NetworkFixtures.batch(spec, 8, 8, 1);
            double first = learner.step(batch, new StepOptions(Objective.SOURCE_ONLY, .01, 0, 5, 0))
                    .of(LossTerm.CLASS);
            double last = first;
            for (int step = 1; step < 200; step++) {
                last = learner.step(batch, new StepOptions(Objective.SOURCE_ONLY, .01, 0, 5, step))
                        .of(LossTerm.CLASS);
            }
            assertThat(last).isLessThan(first / 2);
        }
    }

    /** The first step with momentum is the gradient times the learning rate. */
    @Test
    void longGradient_isClipped() {
        NetSpec spec = NetworkFixtures.plain(false);
        try (Learner learner = engine.create(spec, OptimizerType.MOMENTUM, 9)) {
            LearnerSnapshot before = learner.snapshot();

            learner.step(NetworkFixtures.batch(spec, 8, 8, 1), new StepOptions(OBJECTIVE, .1, 0, .05, 1));

            assertThat(distance(before.weights(), learner.snapshot().weights())).isCloseTo(.1 * .05, within(1e-6));
        }
    }

    private static double distance(Map<String, Tensor> weights, Map<String, Tensor> others) {
        double sum = 0;
        for (String name : weights.keySet()) {
            float[] values = weights.get(name).values();
            for (int i = 0; i < values.length; i++) {
                sum += Math.pow(values[i] - others.get(name).values()[i], 2);
            }
        }
        return Math.sqrt(sum);
    }

    /** As in PyTorch: momentum 0.1, unbiased variance. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void runningStatistics_haveMomentumOneTenth(boolean perDomain) {
        NetSpec spec = NetworkFixtures.of(List.of(new BatchNorm(perDomain), new Dense(4), new Relu()));
        TrainingBatch batch = NetworkFixtures.batch(spec, 8, 12, 1);
        try (Learner learner = engine.create(spec, OptimizerType.ADAM, 9)) {
            learner.step(batch, new StepOptions(OBJECTIVE, .01, 0, 5, 1));

            Map<String, Tensor> statistics = learner.snapshot().statistics();
            float[][] all = Stream.of(batch.source(), batch.target())
                    .flatMap(Stream::of)
                    .toArray(float[][]::new);
            assertThat(statistics.get("features/0.mean").shape())
                    .isEqualTo(perDomain ? new int[] {2, 5} : new int[] {5});
            assertUpdated(statistics, 0, perDomain ? batch.source() : all);
            if (perDomain) {
                assertUpdated(statistics, 5, batch.target());
            }
        }
    }

    @Test
    void targetWithoutRows_inheritsTheStatisticsOfTheSource() {
        NetSpec spec = NetworkFixtures.of(List.of(new BatchNorm(true), new Dense(4), new Relu()));
        try (Learner learner = engine.create(spec, OptimizerType.ADAM, 9)) {
            learner.step(NetworkFixtures.batch(spec, 8, 0, 1), new StepOptions(OBJECTIVE, .01, 0, 5, 1));

            Map<String, Tensor> statistics = learner.snapshot().statistics();
            for (String name : List.of("features/0.mean", "features/0.variance")) {
                float[] values = statistics.get(name).values();
                assertThat(Arrays.copyOfRange(values, 5, 10)).isEqualTo(Arrays.copyOf(values, 5));
            }
        }
    }

    private static void assertUpdated(Map<String, Tensor> statistics, int from, float[][] rows) {
        for (int feature = 0; feature < 5; feature++) {
            double[] values = values(rows, feature);
            double mean = Arrays.stream(values).average().orElseThrow();
            double squares = Arrays.stream(values)
                    .map(value -> Math.pow(value - mean, 2))
                    .sum();
            assertThat((double) statistics.get("features/0.mean").values()[from + feature])
                    .isCloseTo(.1 * mean, within(1e-6));
            assertThat((double) statistics.get("features/0.variance").values()[from + feature])
                    .isCloseTo(.9 + .1 * squares / (rows.length - 1), within(1e-6));
        }
    }

    private static double[] values(float[][] rows, int feature) {
        return Arrays.stream(rows).mapToDouble(row -> row[feature]).toArray();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void predict_usesTheRunningStatisticsOfTheDomain(boolean target) {
        NetSpec spec = NetworkFixtures.of(List.of(new BatchNorm(true)));
        LearnerSnapshot start = LearnerSnapshot.initial(spec, OptimizerType.ADAM, 1);
        Map<String, Tensor> statistics = Map.of(
                "features/0.mean", new Tensor(new int[] {2, 5}, new float[] {1, 1, 1, 1, 1, 2, 2, 2, 2, 2}),
                "features/0.variance", new Tensor(new int[] {2, 5}, new float[] {4, 4, 4, 4, 4, 9, 9, 9, 9, 9}));
        try (Learner learner = engine.resume(new LearnerSnapshot(
                spec,
                OptimizerType.ADAM,
                0,
                start.weights(),
                start.firstMoments(),
                start.secondMoments(),
                statistics))) {
            float[][] embedding =
                    learner.predict(new float[][] {{5, 5, 5, 5, 5}}, target).embedding();

            assertThat((double) embedding[0][3]).isCloseTo(target ? (5 - 2) / 3.0 : (5 - 1) / 2.0, within(1e-5));
        }
    }

    /** More rows than one chunk, with an incomplete last chunk. */
    @Test
    void predict_isIndependentOfOtherRows() {
        NetSpec spec = NetworkFixtures.image(true);
        float[][] rows = NetworkFixtures.rows(spec, 515, new SplittableRandom(1));
        try (Learner learner = engine.create(spec, OptimizerType.ADAM, 9)) {
            step(learner, 0);
            ModelOutputs all = learner.predictTarget(rows);

            for (int row : new int[] {0, 511, 512, 514}) {
                ModelOutputs single = learner.predictTarget(new float[][] {rows[row]});
                assertThat(all.probabilities()[row]).containsExactly(single.probabilities()[0], within(1e-5f));
                assertThat(all.embedding()[row]).containsExactly(single.embedding()[0], within(1e-5f));
            }
            assertThat((double) all.probabilities()[514][0] + all.probabilities()[514][1] + all.probabilities()[514][2])
                    .isCloseTo(1, within(1e-6));
        }
    }

    @Test
    void predict_doesNotAffectTraining() {
        NetSpec spec = NetworkFixtures.table(true, false);
        try (Learner predicting = engine.create(spec, OptimizerType.ADAM, 9);
                Learner other = engine.create(spec, OptimizerType.ADAM, 9)) {
            for (int step = 0; step < 3; step++) {
                predicting.predict(NetworkFixtures.rows(spec, 4, new SplittableRandom(step)), step % 2 == 0);
                step(predicting, step);
                step(other, step);
            }
            assertThat(predicting.snapshot()).isEqualTo(other.snapshot());
        }
    }

    @Test
    void predict_acceptsNoRows() {
        try (Learner learner = engine.create(NetworkFixtures.plain(false), OptimizerType.ADAM, 9)) {
            assertThat(learner.predictTarget(new float[0][]).probabilities()).isEmpty();
        }
    }

    @Test
    void withoutDomainTerm_domainHeadHasNoGradient() {
        NetSpec spec = NetworkFixtures.plain(false);
        try (Learner learner = engine.create(spec, OptimizerType.MOMENTUM, 9)) {
            step(learner, 0);
            LearnerSnapshot before = learner.snapshot();

            learner.step(NetworkFixtures.batch(spec, 8, 8, 1), new StepOptions(Objective.SOURCE_ONLY, 1e-9, 0, 5, 1));

            LearnerSnapshot after = learner.snapshot();
            assertThat(after.firstMoments().get("domain/0.weight").values()[0])
                    .isEqualTo(
                            .9f * before.firstMoments().get("domain/0.weight").values()[0]);
        }
    }

    @ParameterizedTest
    @EnumSource(NormMode.class)
    void sourceOnly_hasNoDomainLoss(NormMode norm) {
        NetSpec spec = NetSpec.tabular(5, 3, norm);
        try (Learner learner = engine.create(spec, OptimizerType.ADAM, 9)) {
            Losses losses =
                    learner.step(NetworkFixtures.batch(spec, 8, 0, 1), new StepOptions(OBJECTIVE, .01, 0, 5, 1));

            assertThat(losses.of(LossTerm.DOMAIN)).isZero();
            assertThat(losses.domainAccuracy()).isEqualTo(.5);
            assertThat(learner.snapshot().step()).isEqualTo(1);
        }
    }

    @Test
    void batchSize_canChange() {
        NetSpec spec = NetworkFixtures.image(false);
        try (Learner learner = engine.create(spec, OptimizerType.ADAM, 9)) {
            learner.step(NetworkFixtures.batch(spec, 8, 8, 1), new StepOptions(OBJECTIVE, .01, 0, 5, 1));
            Losses losses =
                    learner.step(NetworkFixtures.batch(spec, 5, 2, 1), new StepOptions(OBJECTIVE, .01, 0, 5, 1));

            assertThat(losses.isFinite()).isTrue();
        }
    }

    @Test
    void rowOfWrongWidth_isNamed() {
        try (Learner learner = engine.create(NetworkFixtures.plain(false), OptimizerType.ADAM, 9)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> learner.predictTarget(new float[][] {new float[5], new float[4]}))
                    .withMessage("row 1 of a batch: expected 5 values (shape [5]), got 4");
        }
    }

    /** Each allocation outside the heap takes the next number of the deallocator service. */
    @ParameterizedTest
    @MethodSource("netsAndOptimizers")
    void steps_allocateNothingOutsideTheHeap(NetSpec spec, OptimizerType optimizer) {
        try (Learner learner = engine.create(spec, optimizer, 9)) {
            step(learner, 0);
            long before = Nd4j.getDeallocatorService().nextValue();
            for (int step = 1; step < 150; step++) {
                step(learner, step);
                learner.step(
                        NetworkFixtures.batch(spec, 8, 8, step),
                        new StepOptions(Objective.SOURCE_ONLY, .01, .003, 5, step));
            }
            assertThat(Nd4j.getDeallocatorService().nextValue()).isEqualTo(before + 1);
        }
    }

    @Test
    void engine_namesTheConvolutionLibrary() {
        assertThat(engine).asString().contains("convolutions by");
    }

    private static void step(Learner learner, int step) {
        NetSpec spec = learner.snapshot().spec();
        learner.step(NetworkFixtures.batch(spec, 8, 8, step), new StepOptions(OBJECTIVE, .01, .003, 5, step));
    }
}
