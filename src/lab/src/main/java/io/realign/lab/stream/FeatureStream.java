package io.realign.lab.stream;

/** Rows of features, one after the other, without end. */
@FunctionalInterface
public interface FeatureStream {
    /** The next row, the caller's own. */
    float[] next();
}
