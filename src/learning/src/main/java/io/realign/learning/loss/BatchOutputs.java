package io.realign.learning.loss;

/**
 * Outputs of a network for a batch, source rows first. Matrices are row-major; the arrays are shared, not copied.
 *
 * @param embedding {@code [sourceRows + targetRows, embeddingWidth]}
 * @param logits {@code [sourceRows + targetRows, classes]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record BatchOutputs(
        int sourceRows, int targetRows, int embeddingWidth, int classes, double[] embedding, double[] logits) {
    public BatchOutputs {
        int rows = sourceRows + targetRows;
        if (embedding.length != rows * embeddingWidth || logits.length != rows * classes) {
            throw new IllegalArgumentException("expected %d embedding values and %d logits, got %d and %d"
                    .formatted(rows * embeddingWidth, rows * classes, embedding.length, logits.length));
        }
    }

    public int rows() {
        return sourceRows + targetRows;
    }
}
