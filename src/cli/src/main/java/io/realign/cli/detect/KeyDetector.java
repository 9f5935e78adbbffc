package io.realign.cli.detect;

import io.realign.alert.StreamTest;
import io.realign.alert.Suspicion;
import java.util.Arrays;
import java.util.Optional;

/** Tests the rows of one key. Stores recent sequence numbers to find the onset. */
final class KeyDetector {
    /** The longest window has at most 8191 events, so the sequence number of its first event is still stored. */
    private static final int MAX_SEQUENCE_NUMBERS = 1 << 13;

    private final StreamTest test;
    private long[] sequenceNumbers = new long[64];
    private long events;

    KeyDetector(StreamTest test) {
        this.test = test;
    }

    /** Processes a row, which is skipped if it is empty; returns the suspicion if it raises an alarm. */
    Optional<Suspicion> observe(long seq, float[] values) {
        if (values.length > 0) {
            remember(seq);
            events++;
        }
        return test.observe(values);
    }

    /** The sequence number of the first event in the window of the alarm, or of the earliest that is stored. */
    long onset(Suspicion alarm) {
        long length = Math.min(alarm.eventsSinceOnset(), Math.min(events, sequenceNumbers.length));
        return sequenceNumbers[(int) ((events - length) % sequenceNumbers.length)];
    }

    private void remember(long seq) {
        if (events == sequenceNumbers.length && sequenceNumbers.length < MAX_SEQUENCE_NUMBERS) {
            sequenceNumbers = Arrays.copyOf(sequenceNumbers, 2 * sequenceNumbers.length);
        }
        sequenceNumbers[(int) (events % sequenceNumbers.length)] = seq;
    }
}
