package io.realign.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.dl4j.Dl4jEngine;
import io.realign.window.Standardiser;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OnnxExportTest {
    @ParameterizedTest
    @CsvSource({"1, 2, 1", "16, 4, 2", "128, 6, 3", "300, 20, 4"})
    void exportedModel_saysWhatTheLearnerSays(int width, int classes, long seed) throws Exception {
        SourceRows rows = new Blobs(classes, width, seed).rows(700, 3, -7);
        Standardiser standardiser = Standardiser.fit(rows.features());
        try (Learner learner = new Dl4jEngine().start(NetSpec.tabular(width, classes), seed)) {
            steps(learner, rows.standardised(standardiser), seed);
            byte[] model = OnnxExport.write(learner.snapshot(), standardiser);

            float[][] exported = Onnx.run(model, OnnxExport.PROBABILITIES, rows.features());
            float[][] learnt = learner.probabilities(standardiser.apply(rows.features()));

            assertThat(exported).hasDimensions(700, classes);
            assertThat(largestDifference(exported, learnt)).isCloseTo(0, within(1e-5));
            assertThat(Onnx.run(model, OnnxExport.EMBEDDING, rows.features())).hasDimensions(700, 64);
        }
    }

    private static void steps(Learner learner, SourceRows rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        BatchDraw draw = new BatchDraw(rows, rows.features(), Recipe.ADAPTATION);
        for (int step = 0; step < 20; step++) {
            learner.step(draw.draw(random.nextLong()), new Stride(.1, 1e-3, 3e-3, 5, random.nextLong()));
        }
    }

    private static double largestDifference(float[][] some, float[][] others) {
        double largest = 0;
        for (int row = 0; row < some.length; row++) {
            for (int i = 0; i < some[row].length; i++) {
                largest = Math.max(largest, Math.abs(some[row][i] - others[row][i]));
            }
        }
        return largest;
    }
}
