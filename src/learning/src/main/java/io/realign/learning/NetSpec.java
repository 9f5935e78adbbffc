package io.realign.learning;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The network: features - dense, relu, dropout - dense, relu = embedding - softmax over the classes; and, behind the
 * gradient reversal, embedding - dense, relu - one logit that is positive for the source.
 *
 * @param features width of a row, 1 to {@value #MAX_WIDTH}
 * @param classes outputs, 2 to {@value #MAX_WIDTH}
 * @param hidden width of the first layer
 * @param embedding width of the embedding and of the domain head
 * @param dropout share of the first layer's outputs that is dropped in training, 0 to below 1
 */
public record NetSpec(int features, int classes, int hidden, int embedding, double dropout) {
    /** Above this a file is more likely broken than a network wide. */
    public static final int MAX_WIDTH = 1 << 20;

    /** More weights than this do not fit the flat arrays of a training. */
    private static final long MAX_WEIGHTS = 1L << 27;

    public NetSpec {
        requireWidth("features", features, 1);
        requireWidth("classes", classes, 2);
        requireWidth("hidden", hidden, 1);
        requireWidth("embedding", embedding, 1);
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout: expected 0 to below 1, got " + dropout);
        }
        if (weights(features, classes, hidden, embedding) > MAX_WEIGHTS) {
            throw new IllegalArgumentException("expected a network of at most %d weights, got %d features, %d classes"
                    .formatted(MAX_WEIGHTS, features, classes));
        }
    }

    /** The network for tables. */
    public static NetSpec tabular(int features, int classes) {
        return new NetSpec(features, classes, 128, 64, .3);
    }

    /** The shape of every weight by its name, weights as {@code [in, out]}, in the order of the layers. */
    Map<String, int[]> shapes() {
        Map<String, int[]> shapes = new LinkedHashMap<>();
        dense(shapes, Layers.HIDDEN, features, hidden);
        dense(shapes, Layers.EMBEDDING, hidden, embedding);
        dense(shapes, Layers.CLASS, embedding, classes);
        dense(shapes, Layers.DOMAIN_HIDDEN, embedding, embedding);
        dense(shapes, Layers.DOMAIN, embedding, 1);
        return shapes;
    }

    private static void dense(Map<String, int[]> shapes, String layer, int in, int out) {
        shapes.put(Layers.weight(layer), new int[] {in, out});
        shapes.put(Layers.bias(layer), new int[] {out});
    }

    private static long weights(long features, long classes, long hidden, long embedding) {
        return features * hidden + hidden * embedding + embedding * (classes + embedding);
    }

    private static void requireWidth(String name, int width, int least) {
        if (width < least || width > MAX_WIDTH) {
            throw new IllegalArgumentException(
                    "%s: expected %d to %d, got %d".formatted(name, least, MAX_WIDTH, width));
        }
    }
}
