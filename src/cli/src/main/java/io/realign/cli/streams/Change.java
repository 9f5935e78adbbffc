package io.realign.cli.streams;

import java.util.Random;

/**
 * One way in which a stream changes.
 *
 * @param kind name, one word of letters and hyphens
 * @param onset what the rows become
 */
public record Change(String kind, Onset onset) {
    /** What a stream becomes from the event of the change on. */
    @FunctionalInterface
    public interface Onset {
        /**
         * The changed stream.
         *
         * @param before the stream up to the change, whose next rows it may read and alter
         */
        RowStream after(RowStream before, Random random);
    }

    /** The rows of {@code before}, changed after {@code events} of them. */
    public RowStream at(long events, RowStream before, Random random) {
        return new RowStream() {
            private long passed;
            private RowStream rows = before;

            @Override
            public float[] next() {
                if (passed == events) {
                    rows = onset.after(before, random);
                }
                passed++;
                return rows.next();
            }
        };
    }
}
