package io.realign.learning.loss;

/**
 * What a network says of the rows of a batch, source rows first. Matrices are row-major. The arrays are shared, not
 * copied.
 *
 * @param sourceRows how many source rows
 * @param targetRows how many target rows
 * @param embeddingWidth of an embedding
 * @param classes how many
 * @param embedding {@code [sources + targets, width]}
 * @param logits {@code [sources + targets, classes]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record BatchOutputs(
        int sourceRows, int targetRows, int embeddingWidth, int classes, double[] embedding, double[] logits) {
    public BatchOutputs {
        int rows = sourceRows + targetRows;
        if (embedding.length != rows * embeddingWidth || logits.length != rows * classes) {
            throw new IllegalArgumentException("expected %d embeddings of %d and logits of %d, got %d and %d values"
                    .formatted(rows, embeddingWidth, classes, embedding.length, logits.length));
        }
    }

    public int rows() {
        return sourceRows + targetRows;
    }
}
