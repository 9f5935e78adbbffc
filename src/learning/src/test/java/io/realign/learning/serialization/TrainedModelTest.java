package io.realign.learning.serialization;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.Onnx;
import io.realign.learning.input.Standardisation;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Objective;
import io.realign.learning.loss.TrainingBatch;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Engine;
import io.realign.learning.network.Learner;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.network.OptimizerType;
import io.realign.learning.network.StepOptions;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Exported and resumed models behave like the learner they come from. */
class TrainedModelTest {
    private static final int CLASSES = 4;
    private static final int ROWS = 16;
    private static final Objective OBJECTIVE = new Objective(Map.of(LossTerm.CLASS, 1.0, LossTerm.DOMAIN, .1), false);

    private final Engine engine = new Nd4jEngine();

    @ParameterizedTest
    @EnumSource(NormMode.class)
    void exportedTabularModel_predictsLikeTheLearner(NormMode norm) throws Exception {
        assertExported(NetSpec.tabular(16, CLASSES, norm), false, 1);
    }

    @ParameterizedTest
    @EnumSource(NormMode.class)
    void exportedTabularModel_predictsLikeTheLearner_onSkewedFeatures(NormMode norm) throws Exception {
        assertExported(NetSpec.tabular(16, CLASSES, norm), true, 2);
    }

    @ParameterizedTest
    @EnumSource(NormMode.class)
    void exportedImageModel_predictsLikeTheLearner(NormMode norm) throws Exception {
        assertExported(NetSpec.image(CLASSES, norm), false, 3);
    }

    private void assertExported(NetSpec spec, boolean skewed, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] source = rows(spec.width(), skewed, 1, random);
        float[][] target = rows(spec.width(), skewed, 1.5, random);
        Standardisation sourceStandardisation = Standardisation.fit(source);
        Standardisation targetStandardisation =
                sourceStandardisation.refitted(target, Standardisation.FULL_WEIGHT_ROWS);
        assertThat(sourceStandardisation.logTransformed()[0]).isEqualTo(skewed);
        try (Learner learner = engine.create(spec, OptimizerType.ADAM, seed)) {
            TrainingBatch batch =
                    batch(sourceStandardisation.apply(source), targetStandardisation.apply(target), random);
            for (int step = 0; step < 3; step++) {
                learner.step(batch, new StepOptions(OBJECTIVE, 1e-3, 3e-3, 5, step));
            }

            assertSame(
                    OnnxExport.write(learner.snapshot(), sourceStandardisation, false),
                    source,
                    learner.predictSource(sourceStandardisation.apply(source)));
            assertSame(
                    OnnxExport.write(learner.snapshot(), targetStandardisation, true),
                    target,
                    learner.predictTarget(targetStandardisation.apply(target)));
        }
    }

    private static void assertSame(byte[] model, float[][] rows, ModelOutputs outputs) throws Exception {
        assertClose(Onnx.run(model, OnnxExport.PROBABILITIES, rows), outputs.probabilities());
        assertClose(Onnx.run(model, OnnxExport.EMBEDDING, rows), outputs.embedding());
    }

    /** Relative to the largest value if that exceeds 1: embeddings are unbounded, and float32 has seven digits. */
    private static void assertClose(float[][] some, float[][] others) {
        assertThat(some).hasDimensions(others.length, others[0].length);
        double largest = 0;
        double size = 1;
        for (int row = 0; row < some.length; row++) {
            for (int i = 0; i < some[row].length; i++) {
                largest = Math.max(largest, Math.abs(some[row][i] - others[row][i]));
                size = Math.max(size, Math.abs(others[row][i]));
            }
        }
        assertThat(largest / size).isLessThan(1e-5);
    }

    @ParameterizedTest
    @EnumSource(OptimizerType.class)
    void resumedTraining_takesTheSameSteps(OptimizerType optimiser) {
        for (NetSpec spec : List.of(
                NetSpec.tabular(5, CLASSES, NormMode.DOMAIN_SPECIFIC), NetSpec.tabular(5, CLASSES, NormMode.NONE))) {
            SplittableRandom random = new SplittableRandom(4);
            Standardisation none = Standardisation.none(5);
            TrainingBatch batch = batch(rows(5, false, 1, random), rows(5, false, 2, random), random);
            try (Learner learner = engine.create(spec, optimiser, 4)) {
                learner.step(batch, new StepOptions(OBJECTIVE, 1e-3, 3e-3, 5, 1));
                byte[] written = new ModelCheckpoint(learner.snapshot(), none, none, Map.of()).write();
                try (Learner other = engine.resume(ModelCheckpoint.read(written).snapshot())) {
                    for (int step = 2; step < 5; step++) {
                        learner.step(batch, new StepOptions(OBJECTIVE, 1e-3, 3e-3, 5, step));
                        other.step(batch, new StepOptions(OBJECTIVE, 1e-3, 3e-3, 5, step));
                    }

                    assertThat(other.snapshot()).isEqualTo(learner.snapshot());
                }
            }
        }
    }

    private static TrainingBatch batch(float[][] source, float[][] target, SplittableRandom random) {
        int[] labels = random.ints(source.length, 0, CLASSES).toArray();
        double[] importance = random.doubles(source.length, .5, 1.5).toArray();
        return new TrainingBatch(source, labels, importance, target, new float[0][]);
    }

    private static float[][] rows(int width, boolean skewed, double gain, SplittableRandom random) {
        float[][] rows = new float[ROWS][width];
        for (float[] row : rows) {
            for (int i = 0; i < width; i++) {
                double value = random.nextGaussian();
                row[i] = (float) (gain * (skewed ? Math.exp(6 + 1.5 * value) : value));
            }
        }
        return rows;
    }
}
