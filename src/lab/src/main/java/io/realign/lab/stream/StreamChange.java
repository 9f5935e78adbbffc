package io.realign.lab.stream;

import java.util.Random;

/**
 * One way in which a stream changes.
 *
 * @param kind name, one word of letters and hyphens
 * @param transformation what the rows become
 */
public record StreamChange(String kind, Transformation transformation) {
    /** What a stream becomes from the event of the change on. */
    @FunctionalInterface
    public interface Transformation {
        /**
         * The changed stream.
         *
         * @param before the stream up to the change, whose next rows it may read and alter
         */
        FeatureStream apply(FeatureStream before, Random random);
    }

    /** The rows of {@code before}, changed after {@code events} of them. */
    public FeatureStream applyAfter(long events, FeatureStream before, Random random) {
        return new FeatureStream() {
            private long passed;
            private FeatureStream rows = before;

            @Override
            public float[] next() {
                if (passed == events) {
                    rows = transformation.apply(before, random);
                }
                passed++;
                return rows.next();
            }
        };
    }
}
