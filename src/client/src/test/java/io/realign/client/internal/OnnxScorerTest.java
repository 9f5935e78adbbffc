package io.realign.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.client.testing.SmallOnnxModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxScorerTest {
    private static final byte[] MODEL = SmallOnnxModel.linear(new float[] {.5f, -1, 2, 1, 0, -.25f}, new float[3]);

    private final OnnxScorer scorer = new OnnxScorer(2, List.of("a", "b", "c"));

    @Test
    void rows_haveProbabilities() {
        float[][] rows = {{1, 2}, {0, 0}, {-3, 4}};

        float[][] probabilities = scorer.probabilities(MODEL, rows);

        for (int row = 0; row < rows.length; row++) {
            double a = Math.exp(.5 * rows[row][0] + rows[row][1]);
            double b = Math.exp(-rows[row][0]);
            double c = Math.exp(2 * rows[row][0] - .25 * rows[row][1]);
            double sum = a + b + c;
            assertThat(probabilities[row])
                    .containsExactly(
                            new float[] {(float) (a / sum), (float) (b / sum), (float) (c / sum)}, within(1e-6f));
        }
    }

    @Test
    void session_isClosed() {
        int before = OnnxSessions.openCount();

        scorer.probabilities(MODEL, new float[1][2]);

        assertThat(OnnxSessions.openCount()).isEqualTo(before);
    }

    @Test
    void invalidModel_isRejectedWithCause() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.probabilities(new byte[] {1, 2, 3}, new float[1][2]))
                .withMessageStartingWith("expected a model that consumers can run: ")
                .withCauseInstanceOf(ModelLoadException.class);
    }

    @Test
    void modelWithOtherClasses_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new OnnxScorer(2, List.of("a", "b")).probabilities(MODEL, new float[1][2]));
    }

    @Test
    void shortRow_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.probabilities(MODEL, new float[][] {{1, 2}, {1}}))
                .withMessage("expected rows of 2 features, got 1 at row 1");
    }

    @Test
    void longRow_isRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> scorer.probabilities(MODEL, new float[][] {{1, 2, 3}}))
                .withMessage("expected rows of 2 features, got 3 at row 0");
    }

    @Test
    void emptyBatch_isRejected() {
        assertThatIllegalArgumentException().isThrownBy(() -> scorer.probabilities(MODEL, new float[0][]));
    }
}
