package io.realign.learning.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.network.ModelOutputs;
import org.junit.jupiter.api.Test;

class EmbeddingComparisonTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(3);
    private static final float[][] SOURCE = WORLD.rows(60, 1).features();
    private static final float[][] TARGET = WORLD.rows(90, 2).features();

    /** Outputs of a model with the moved inputs as embeddings that predicts class 1 for a positive first feature. */
    private static ModelOutputs answers(float[][] rows, float moved) {
        float[][] probabilities = new float[rows.length][];
        float[][] embedding = new float[rows.length][];
        for (int row = 0; row < rows.length; row++) {
            probabilities[row] = rows[row][0] > 0 ? new float[] {0, 1} : new float[] {1, 0};
            embedding[row] = rows[row].clone();
            embedding[row][1] += moved;
        }
        return new ModelOutputs(probabilities, embedding);
    }

    @Test
    void mapsOfDifferentModels_showTheSameRows() {
        EmbeddingComparison before = EmbeddingComparison.of(answers(SOURCE, 0), answers(TARGET, 6), 4);
        EmbeddingComparison after = EmbeddingComparison.of(answers(SOURCE, 0), answers(TARGET, 0), 4);

        assertThat(after.map().rowIndices()).containsExactly(before.map().rowIndices());
        assertThat(after.map().firstCount()).isEqualTo(SOURCE.length);
    }

    @Test
    void predictedClasses_belongToTheRowsOfThePoints() {
        EmbeddingComparison view = EmbeddingComparison.of(answers(SOURCE, 0), answers(TARGET, 0), 4);

        for (int point = 0; point < view.predictedClasses().length; point++) {
            float[] row = (point < view.map().firstCount() ? SOURCE : TARGET)
                    [view.map().rowIndices()[point]];
            assertThat(view.predictedClasses()[point]).isEqualTo(row[0] > 0 ? 1 : 0);
        }
    }

    @Test
    void distance_isSignificant_onlyForSeparatedEmbeddings() {
        assertThat(EmbeddingComparison.of(answers(SOURCE, 0), answers(TARGET, 6), 4)
                        .squaredMmd()
                        .isSignificant())
                .isTrue();
        assertThat(EmbeddingComparison.of(answers(SOURCE, 0), answers(TARGET, 0), 4)
                        .squaredMmd()
                        .isSignificant())
                .isFalse();
    }
}
