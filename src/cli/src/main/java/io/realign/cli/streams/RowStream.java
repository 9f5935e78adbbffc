package io.realign.cli.streams;

/** Rows of features, one after the other, without end. */
@FunctionalInterface
public interface RowStream {
    /** The next row, the caller's own. */
    float[] next();
}
