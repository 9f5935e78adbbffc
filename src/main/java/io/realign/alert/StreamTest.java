package io.realign.alert;

import java.util.Optional;

/** Tests the rows of one key of a stream. Not thread-safe. */
public interface StreamTest {
    /**
     * Observes a row.
     *
     * @param row values of the row, finite; empty if the row has no usable values and is skipped
     * @return the suspicion if the row raises an alarm; its onset is counted in rows with values
     */
    Optional<Suspicion> observe(float[] row);
}
