package io.realign.client.internal;

import static io.realign.client.testing.TestReleases.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.realign.client.testing.SmallOnnxModel;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxModelTest {
    private static final float[] WEIGHTS = {0.5f, -1, 2, 1, 0, -0.25f};
    private static final float[] BIAS = {0.1f, 0, -0.1f};

    private static final int TOO_WIDE = OnnxModel.MAX_EMBEDDING_SIZE + 1;

    private int openBefore;

    @BeforeEach
    void countSessions() {
        openBefore = OnnxSessions.openCount();
    }

    @AfterEach
    void assertSessionsClosed() {
        assertThat(OnnxSessions.openCount()).isEqualTo(openBefore);
    }

    @Test
    void probabilities_areTheSoftmaxOfTheLogits() throws Exception {
        try (OnnxModel model = load(SmallOnnxModel.linear(WEIGHTS, BIAS))) {
            float[] probabilities = model.probabilities(new float[] {1, 2});

            double acetone = Math.exp(0.5 + 2 + 0.1);
            double ethanol = Math.exp(-1);
            double toluene = Math.exp(2 - 0.5 - 0.1);
            double sum = acetone + ethanol + toluene;
            assertThat(probabilities).hasSize(3);
            assertThat(probabilities[0]).isCloseTo((float) (acetone / sum), within(1e-6f));
            assertThat(probabilities[1]).isCloseTo((float) (ethanol / sum), within(1e-6f));
            assertThat(probabilities[2]).isCloseTo((float) (toluene / sum), within(1e-6f));
        }
    }

    @Test
    void batch_equalsSingleRows() throws Exception {
        Random random = new Random(7);
        try (OnnxModel model = load(SmallOnnxModel.linear(WEIGHTS, BIAS))) {
            for (int rows : new int[] {1, 5, 32, 5, 1}) {
                float[] batch = new float[rows * 2];
                for (int i = 0; i < batch.length; i++) {
                    batch[i] = (float) random.nextGaussian();
                }

                float[] together = model.probabilities(batch);

                for (int row = 0; row < rows; row++) {
                    float[] alone = model.probabilities(new float[] {batch[2 * row], batch[2 * row + 1]});
                    for (int i = 0; i < 3; i++) {
                        assertThat(together[3 * row + i]).isCloseTo(alone[i], within(1e-6f));
                    }
                }
            }
        }
    }

    @Test
    void inference_hasEmbeddingAndProbabilities() throws Exception {
        float[] embeddingWeights = {1, 0, 2, -1, 3, 0.5f};
        float[] weights = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        try (OnnxModel model = load(SmallOnnxModel.withEmbedding(embeddingWeights, 3, weights, BIAS))) {
            ModelOutput output = model.infer(new float[] {1, 2});

            assertThat(output.embedding()).containsExactly(-1, 6, 3);
            assertThat(output.probabilities()).isEqualTo(model.probabilities(new float[] {1, 2}));
            assertThat(model.label(output.probabilities())).isEqualTo("ethanol");
            assertThatThrownBy(() -> model.infer(new float[4]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("one row of 2 features, got 4 values");
        }
    }

    @Test
    void modelWithoutEmbedding_hasEmptyEmbedding() throws Exception {
        try (OnnxModel model = load(SmallOnnxModel.linear(WEIGHTS, BIAS))) {
            ModelOutput output = model.infer(new float[] {1, 2});

            assertThat(output.embedding()).isEmpty();
            assertThat(output.probabilities()).isEqualTo(model.probabilities(new float[] {1, 2}));
        }
    }

    @Test
    void incompleteRow_isRejected() throws Exception {
        try (OnnxModel model = load(SmallOnnxModel.linear(WEIGHTS, BIAS))) {
            assertThatThrownBy(() -> model.probabilities(new float[3]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("rows of 2 features, got 3 values");
        }
    }

    @Test
    void concurrentCallers_getTheResultsOfTheirOwnRows() throws Exception {
        try (OnnxModel model = load(SmallOnnxModel.linear(WEIGHTS, BIAS))) {
            List<Callable<Void>> callers = new ArrayList<>();
            for (int caller = 0; caller < 8; caller++) {
                float[] rows = new float[2 * (1 + caller % 3)];
                Arrays.fill(rows, caller);
                float[] expected = model.probabilities(rows);
                callers.add(() -> {
                    for (int i = 0; i < 2_000; i++) {
                        assertThat(model.probabilities(rows)).isEqualTo(expected);
                    }
                    return null;
                });
            }
            ExecutorService threads = Executors.newFixedThreadPool(callers.size());
            try {
                for (Future<Void> done : threads.invokeAll(callers)) {
                    done.get();
                }
            } finally {
                threads.shutdownNow();
            }
        }
    }

    @Test
    void shortRun_doesNotWaitForALongOne() throws Exception {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (OnnxModel model = load(SmallOnnxModel.linear(WEIGHTS, BIAS))) {
            float[] batch = new float[2 * 2_000_000];
            boolean overlapped = false;
            for (int attempt = 0; attempt < 20 && !overlapped; attempt++) {
                Future<?> longRun = other.submit(() -> model.probabilities(batch));
                int shortRuns = 0;
                while (!longRun.isDone()) {
                    model.probabilities(new float[2]);
                    shortRuns += longRun.isDone() ? 0 : 1;
                }
                longRun.get();
                // With one run at a time, at most the runs before the start of the long one would complete.
                overlapped = shortRuns > 1_000;
            }
            assertThat(overlapped).isTrue();
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    void closedModel_rejectsCalls() throws Exception {
        OnnxModel model = load(SmallOnnxModel.linear(WEIGHTS, BIAS));
        model.close();
        model.close();

        assertThatThrownBy(() -> model.probabilities(new float[2]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("oven v1 is closed");
    }

    @ParameterizedTest
    @MethodSource("mismatchingModels")
    void mismatchingModel_isRejectedWithReason(byte[] bytes, String reason) {
        assertThatThrownBy(() -> load(bytes))
                .isInstanceOf(ModelLoadException.class)
                .hasMessageContaining(reason)
                .extracting(e -> ((ModelLoadException) e).isRetriable())
                .isEqualTo(false);
    }

    private static Stream<Arguments> mismatchingModels() {
        return Stream.of(
                Arguments.of(new byte[] {1, 2, 3}, "expected the ONNX model of release oven v1"),
                Arguments.of(SmallOnnxModel.predicting(0, 3, 3), "features float[batch, 2]"),
                Arguments.of(SmallOnnxModel.predicting(0, 2, 4), "probabilities float[batch, 3]"),
                Arguments.of(SmallOnnxModel.model("x", WEIGHTS, BIAS), "a tensor features"),
                Arguments.of(
                        SmallOnnxModel.withEmbedding(
                                new float[2 * TOO_WIDE], TOO_WIDE, new float[3 * TOO_WIDE], new float[3]),
                        "embedding float[batch, 16384]"),
                Arguments.of(SmallOnnxModel.linear(WEIGHTS, new float[] {Float.NaN, 0, 0}), "got the sum NaN"));
    }

    private static OnnxModel load(byte[] bytes) throws ModelLoadException {
        Artifact artifact = new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(bytes), bytes.length);
        return OnnxModel.load(release("oven", 1, artifact), bytes);
    }
}
