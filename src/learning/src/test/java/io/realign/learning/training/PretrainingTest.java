package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.realign.event.Tensor;
import io.realign.learning.Blobs;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.BatchOutputs;
import io.realign.learning.loss.ContrastiveLoss;
import io.realign.learning.loss.Gradients;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.LearnerSnapshot;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.selection.Recipes;
import io.realign.learning.training.Pretraining.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PretrainingTest {
    private static final int WIDTH = 6;
    private static final int CLASSES = 3;
    private static final int STEPS = 120;
    private static final long SEED = 7;
    private static final double STEP = 1e-5;

    private static final Engine ENGINE = new Nd4jEngine();
    private static final Blobs BLOBS = new Blobs(CLASSES, WIDTH, 1);
    private static final float[][] SOURCE = standardised(BLOBS.rows(90).features());
    private static final float[][] TARGET =
            standardised(BLOBS.rows(80, 1.3f, .8f).features());
    private static final NetSpec SPEC = NetSpec.tabular(WIDTH, CLASSES, NormMode.DOMAIN_SPECIFIC);

    private static final Recipe SMALL =
            Recipes.SOURCE_ONLY.withSchedule(new TrainingSchedule(1, 16, 1e-3, 0, 0, 0, 0, 5));

    private static float[][] standardised(float[][] rows) {
        return Standardisation.fit(rows).apply(rows);
    }

    @ParameterizedTest
    @CsvSource({"DENOISING, .6", "CONTRASTIVE, .9"})
    void loss_decreases(Method method, double share) {
        FeaturePretrainer pretrainer = of(method, SOURCE, TARGET);

        pretrainer.pretrain(ENGINE, SPEC, SEED, TrainingListener.NONE);

        List<Double> losses = pretrainer.losses();
        assertThat(mean(losses.subList(STEPS - 20, STEPS))).isLessThan(share * mean(losses.subList(0, 20)));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void sameSeed_givesTheSameWeights(Method method) {
        LearnerSnapshot one = of(method, SOURCE, TARGET).pretrain(ENGINE, SPEC, SEED, TrainingListener.NONE);
        LearnerSnapshot other = of(method, SOURCE, TARGET).pretrain(ENGINE, SPEC, SEED, TrainingListener.NONE);
        LearnerSnapshot otherSeed = of(method, SOURCE, TARGET).pretrain(ENGINE, SPEC, SEED + 1, TrainingListener.NONE);

        assertThat(one.weights()).allSatisfy((name, tensor) -> assertThat(tensor.values())
                .isEqualTo(other.weights().get(name).values()));
        assertThat(first(one)).isNotEqualTo(first(otherSeed));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void onlyTheFeatures_arePretrained(Method method) {
        LearnerSnapshot initial;
        try (Learner learner = ENGINE.create(SPEC, OptimizerType.ADAM, SEED)) {
            initial = learner.snapshot();
        }

        LearnerSnapshot pretrained = of(method, SOURCE, TARGET).pretrain(ENGINE, SPEC, SEED, TrainingListener.NONE);

        assertThat(pretrained.step()).isZero();
        assertThat(pretrained.weights()).allSatisfy((name, tensor) -> {
            if (name.endsWith(".weight")) {
                assertThat(Arrays.equals(
                                tensor.values(), initial.weights().get(name).values()))
                        .as(name)
                        .isEqualTo(!name.startsWith("features/"));
            }
        });
        assertThat(pretrained.firstMoments())
                .allSatisfy((name, tensor) -> assertThat(tensor.values()).containsOnly(0f));
    }

    /** Two views of two source rows and one target row: rows 0 and 2, 1 and 3, 4 and 5 belong together. */
    @Test
    void contrastiveGradient_matchesFiniteDifferences() {
        double[] logits = new SplittableRandom(1).doubles(18, -1, 1).toArray();
        Gradients gradients = Gradients.zeros(outputs(logits));

        double value = FeaturePretrainer.contrastiveLoss(outputs(logits), gradients);

        double[][] views = IntStream.of(0, 1, 4, 2, 3, 5)
                .mapToObj(row -> Arrays.copyOfRange(logits, 3 * row, 3 * row + 3))
                .toArray(double[][]::new);
        assertThat(value).isEqualTo(ContrastiveLoss.of(views).value());
        for (int i = 0; i < logits.length; i++) {
            double up = at(logits, i, STEP);
            double down = at(logits, i, -STEP);
            assertThat(gradients.logits()[i]).isCloseTo((up - down) / (2 * STEP), offset(1e-6));
        }
    }

    private static double at(double[] logits, int index, double offset) {
        double[] moved = logits.clone();
        moved[index] += offset;
        return FeaturePretrainer.contrastiveLoss(outputs(moved), Gradients.zeros(outputs(moved)));
    }

    private static BatchOutputs outputs(double[] logits) {
        return new BatchOutputs(4, 2, 0, 3, new double[0], logits);
    }

    @Test
    void targetRows_affectTheFeatures() {
        LearnerSnapshot with = of(Method.DENOISING, SOURCE, TARGET).pretrain(ENGINE, SPEC, SEED, TrainingListener.NONE);
        LearnerSnapshot without =
                of(Method.DENOISING, SOURCE, new float[0][]).pretrain(ENGINE, SPEC, SEED, TrainingListener.NONE);

        assertThat(first(with)).isNotEqualTo(first(without));
    }

    @Test
    void training_startsFromPretrainedFeatures() {
        TrainingSources sources = TrainingSources.of(BLOBS.rows(90));
        Recipe none = Recipes.SOURCE_ONLY.withSchedule(TrainingSchedule.TABULAR.withSteps(0));
        Recipe withPretraining = none.withPretraining(new Pretraining(Method.DENOISING, 20, .5));
        Trainer trainer = new Trainer(ENGINE);

        byte[] random = trainer.trainBase(sources, SPEC, none, SEED, TrainingListener.NONE)
                .checkpoint();
        byte[] pretrained = trainer.trainBase(sources, SPEC, withPretraining, SEED, TrainingListener.NONE)
                .checkpoint();
        byte[] again = trainer.trainBase(sources, SPEC, withPretraining, SEED, TrainingListener.NONE)
                .checkpoint();

        assertThat(pretrained).isNotEqualTo(random).isEqualTo(again);
    }

    @Test
    void settingsOutOfRange_areRejected() {
        assertThatThrownBy(() -> new Pretraining(Method.DENOISING, 0, .5))
                .hasMessageContaining("steps: expected 1 or more, got 0");
        assertThatThrownBy(() -> new Pretraining(Method.DENOISING, 1, 0))
                .hasMessageContaining("noise: expected above 0");
    }

    private static FeaturePretrainer of(Method method, float[][] source, float[][] target) {
        return new FeaturePretrainer(SMALL, new Pretraining(method, STEPS, .5), source, target);
    }

    private static float[] first(LearnerSnapshot snapshot) {
        Map<String, Tensor> weights = snapshot.weights();
        return weights.get("features/0.weight").values();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
