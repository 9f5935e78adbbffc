package io.realign.lab.stream;

import java.util.Arrays;

/** An endless sequence of feature vectors. */
@FunctionalInterface
public interface FeatureStream {
    /** Returns the next feature vector in a new array, which the caller may modify. */
    float[] next();

    /** Returns the next {@code count} feature vectors. */
    default float[][] next(int count) {
        float[][] rows = new float[count][];
        Arrays.setAll(rows, i -> next());
        return rows;
    }
}
