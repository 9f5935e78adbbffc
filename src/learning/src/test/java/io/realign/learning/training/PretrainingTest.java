package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.realign.event.Tensor;
import io.realign.learning.Blobs;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.Contrast;
import io.realign.learning.loss.Outputs;
import io.realign.learning.loss.Slopes;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.Norm;
import io.realign.learning.network.Optimiser;
import io.realign.learning.network.Snapshot;
import io.realign.learning.portfolio.Recipes;
import io.realign.learning.training.Pretraining.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
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

    private static final Engine ENGINE = new StackEngine();
    private static final Blobs BLOBS = new Blobs(CLASSES, WIDTH, 1);
    private static final float[][] SOURCE = standardised(BLOBS.rows(90).features());
    private static final float[][] TARGET =
            standardised(BLOBS.rows(80, 1.3f, .8f).features());
    private static final NetSpec SPEC = NetSpec.tabular(WIDTH, CLASSES, Norm.DOMAIN_SPECIFIC);

    private static final Recipe SMALL = Recipes.SOURCE.at(new Pace(1, 16, 1e-3, 0, 0, 0, 0, 5));

    private static float[][] standardised(float[][] rows) {
        return Standardisation.fit(rows).apply(rows);
    }

    @ParameterizedTest
    @CsvSource({"DENOISING, .6", "CONTRASTIVE, .9"})
    void loss_falls(Method method, double share) {
        SelfSupervision supervision = of(method, SOURCE, TARGET);

        supervision.features(ENGINE, SPEC, SEED, Progress.NONE);

        List<Double> losses = supervision.losses();
        assertThat(mean(losses.subList(STEPS - 20, STEPS))).isLessThan(share * mean(losses.subList(0, 20)));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void sameSeed_givesTheSameBits(Method method) {
        Snapshot one = of(method, SOURCE, TARGET).features(ENGINE, SPEC, SEED, Progress.NONE);
        Snapshot other = of(method, SOURCE, TARGET).features(ENGINE, SPEC, SEED, Progress.NONE);
        Snapshot byAnotherSeed = of(method, SOURCE, TARGET).features(ENGINE, SPEC, SEED + 1, Progress.NONE);

        assertThat(one.weights()).allSatisfy((name, tensor) -> assertThat(tensor.values())
                .isEqualTo(other.weights().get(name).values()));
        assertThat(first(one)).isNotEqualTo(first(byAnotherSeed));
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void nothingButTheFeatures_isTaught(Method method) {
        Snapshot start;
        try (Learner learner = ENGINE.start(SPEC, Optimiser.ADAM, SEED)) {
            start = learner.snapshot();
        }

        Snapshot taught = of(method, SOURCE, TARGET).features(ENGINE, SPEC, SEED, Progress.NONE);

        assertThat(taught.step()).isZero();
        assertThat(taught.weights()).allSatisfy((name, tensor) -> {
            if (name.endsWith(".weight")) {
                assertThat(Arrays.equals(
                                tensor.values(), start.weights().get(name).values()))
                        .as(name)
                        .isEqualTo(!name.startsWith("features/"));
            }
        });
        assertThat(taught.firstMoments())
                .allSatisfy((name, tensor) -> assertThat(tensor.values()).containsOnly(0f));
    }

    /** Two source rows and one target row, each seen twice: rows 0 and 2, 1 and 3, 4 and 5 are views of one row. */
    @Test
    void slopes_ofTellingViewsApart_areFiniteDifferences() {
        double[] logits = new SplittableRandom(1).doubles(18, -1, 1).toArray();
        Slopes slopes = Slopes.of(outputs(logits));

        double value = SelfSupervision.tellingApart(outputs(logits), slopes);

        double[] first = {
            logits[0], logits[1], logits[2], logits[3], logits[4], logits[5], logits[12], logits[13], logits[14]
        };
        double[] second = {
            logits[6], logits[7], logits[8], logits[9], logits[10], logits[11], logits[15], logits[16], logits[17]
        };
        assertThat(value).isEqualTo(Contrast.of(first, second, 3).value());
        for (int i = 0; i < logits.length; i++) {
            double up = at(logits, i, STEP);
            double down = at(logits, i, -STEP);
            assertThat(slopes.logits()[i]).isCloseTo((up - down) / (2 * STEP), offset(1e-6));
        }
    }

    private static double at(double[] logits, int place, double by) {
        double[] moved = logits.clone();
        moved[place] += by;
        return SelfSupervision.tellingApart(outputs(moved), Slopes.of(outputs(moved)));
    }

    private static Outputs outputs(double[] logits) {
        return new Outputs(4, 2, 0, 3, new double[0], logits);
    }

    @Test
    void rowsOfTheTarget_areLearntFrom() {
        Snapshot with = of(Method.DENOISING, SOURCE, TARGET).features(ENGINE, SPEC, SEED, Progress.NONE);
        Snapshot without = of(Method.DENOISING, SOURCE, new float[0][]).features(ENGINE, SPEC, SEED, Progress.NONE);

        assertThat(first(with)).isNotEqualTo(first(without));
    }

    @Test
    void training_startsFromTaughtFeatures() {
        Sources sources = Sources.of(BLOBS.rows(90));
        Recipe none = Recipes.SOURCE.at(Pace.TABULAR.lasting(0));
        Recipe pretrained = none.after(new Pretraining(Method.DENOISING, 20, .5));
        Trainer trainer = new Trainer(ENGINE);

        byte[] random = trainer.start(sources, SPEC, none, SEED, Progress.NONE).continuation();
        byte[] taught =
                trainer.start(sources, SPEC, pretrained, SEED, Progress.NONE).continuation();
        byte[] again =
                trainer.start(sources, SPEC, pretrained, SEED, Progress.NONE).continuation();

        assertThat(taught).isNotEqualTo(random).isEqualTo(again);
    }

    @Test
    void pretraining_isBounded() {
        assertThatThrownBy(() -> new Pretraining(Method.DENOISING, 0, .5))
                .hasMessageContaining("expected 1 step or more, got 0");
        assertThatThrownBy(() -> new Pretraining(Method.DENOISING, 1, 0))
                .hasMessageContaining("expected noise above 0");
    }

    private static SelfSupervision of(Method method, float[][] source, float[][] target) {
        return new SelfSupervision(SMALL, new Pretraining(method, STEPS, .5), source, target);
    }

    private static float[] first(Snapshot snapshot) {
        Map<String, Tensor> weights = snapshot.weights();
        return weights.get("features/0.weight").values();
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
