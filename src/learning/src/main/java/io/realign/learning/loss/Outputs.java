package io.realign.learning.loss;

/**
 * What a network says of the rows of a batch, source rows first. Matrices are row-major. The arrays are shared, not
 * copied.
 *
 * @param sources how many source rows
 * @param targets how many target rows
 * @param width of an embedding
 * @param classes how many
 * @param embedding {@code [sources + targets, width]}
 * @param logits {@code [sources + targets, classes]}
 */
@SuppressWarnings("ArrayRecordComponent")
public record Outputs(int sources, int targets, int width, int classes, double[] embedding, double[] logits) {
    public Outputs {
        int rows = sources + targets;
        if (embedding.length != rows * width || logits.length != rows * classes) {
            throw new IllegalArgumentException("expected %d embeddings of %d and logits of %d, got %d and %d values"
                    .formatted(rows, width, classes, embedding.length, logits.length));
        }
    }

    public int rows() {
        return sources + targets;
    }
}
