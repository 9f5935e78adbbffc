package io.realign.lab.stream;

import java.util.Random;
import java.util.function.BiFunction;

/**
 * A change of a stream.
 *
 * @param kind name, one word of letters, digits and hyphens
 * @param transformation creates the changed stream from the unchanged stream, whose next rows it may read and modify
 */
public record StreamChange(String kind, BiFunction<FeatureStream, Random, FeatureStream> transformation) {
    /** Returns a stream that changes after {@code unchangedRows} rows of {@code before}. */
    public FeatureStream applyAfter(long unchangedRows, FeatureStream before, Random random) {
        return new FeatureStream() {
            private long rowsRead;
            private FeatureStream rows = before;

            @Override
            public float[] next() {
                if (rowsRead == unchangedRows) {
                    rows = transformation.apply(before, random);
                }
                rowsRead++;
                return rows.next();
            }
        };
    }
}
