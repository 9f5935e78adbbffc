package io.realign.learning;

/** What rows must be before they are trained on. */
final class Rows {
    private Rows() {}

    /**
     * @throws IllegalArgumentException if there are none, or one has another width or a value that is not finite
     */
    static void require(String what, float[][] rows, int width) {
        if (rows.length == 0) {
            throw new IllegalArgumentException(what + ": expected at least one row, got none");
        }
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != width) {
                throw new IllegalArgumentException(
                        "%s: expected %d features, got %d at row %d".formatted(what, width, rows[row].length, row));
            }
            for (int column = 0; column < width; column++) {
                if (!Float.isFinite(rows[row][column])) {
                    throw new IllegalArgumentException("%s: expected finite features, got %s at row %d, feature %d"
                            .formatted(what, rows[row][column], row, column));
                }
            }
        }
    }

    /** As {@link #require}, and at least two classes. */
    static void requireSource(SourceRows source, int width) {
        require("source", source.features(), width);
        for (int label : source.labels()) {
            if (label != source.labels()[0]) {
                return;
            }
        }
        throw new IllegalArgumentException(
                "source: expected rows of at least two classes, got only class " + source.labels()[0]);
    }
}
