package io.realign.lab.stream;

import java.util.Random;

/**
 * A change of a stream.
 *
 * @param kind name, one word of letters and hyphens
 * @param transformation creates the rows after the change
 */
public record StreamChange(String kind, Transformation transformation) {
    @FunctionalInterface
    public interface Transformation {
        /**
         * Returns the changed stream.
         *
         * @param before the unchanged stream, whose next rows the changed stream may read and modify
         */
        FeatureStream apply(FeatureStream before, Random random);
    }

    /** Returns a stream that changes after {@code events} rows of {@code before}. */
    public FeatureStream applyAfter(long events, FeatureStream before, Random random) {
        return new FeatureStream() {
            private long rowsRead;
            private FeatureStream rows = before;

            @Override
            public float[] next() {
                if (rowsRead == events) {
                    rows = transformation.apply(before, random);
                }
                rowsRead++;
                return rows.next();
            }
        };
    }
}
