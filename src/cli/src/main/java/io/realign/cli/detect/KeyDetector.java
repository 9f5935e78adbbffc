package io.realign.cli.detect;

import io.realign.alert.FittedReference;
import io.realign.alert.SequentialTest;
import io.realign.alert.Suspicion;
import java.util.Arrays;

/** Runs the sequential test of one key and restarts it after each alarm. Stores recent sequence numbers to find the onset. */
final class KeyDetector {
    /** The longest window has at most 8191 events, so the sequence number of its first event is still stored. */
    private static final int MAX_SEQUENCE_NUMBERS = 1 << 13;

    private final FittedReference reference;
    private final float[] mappedRow;
    private long[] sequenceNumbers = new long[64];
    private SequentialTest test;
    private long events;

    KeyDetector(FittedReference reference) {
        this.reference = reference;
        this.mappedRow = new float[reference.featureMap().width()];
        this.test = new SequentialTest(reference.calibratedReference(), 0);
    }

    /** Processes a row; returns whether it raises an alarm. */
    boolean observe(long seq, float[] values) {
        remember(seq);
        events++;
        reference.featureMap().map(values, mappedRow);
        return test.observe(values, mappedRow, events, reference.calibratedReference(), reference.featureMap());
    }

    /** Returns the current alarm and restarts the test. */
    Suspicion takeAlarm() {
        Suspicion alarm = test.suspicion(reference.calibratedReference(), reference.featureMap());
        test = test.restarted();
        return alarm;
    }

    /** The sequence number of the first event in the window of the alarm. */
    long onset(Suspicion alarm) {
        return sequenceNumbers[(int) ((events - alarm.eventsSinceOnset()) % sequenceNumbers.length)];
    }

    private void remember(long seq) {
        if (events == sequenceNumbers.length && sequenceNumbers.length < MAX_SEQUENCE_NUMBERS) {
            sequenceNumbers = Arrays.copyOf(sequenceNumbers, 2 * sequenceNumbers.length);
        }
        sequenceNumbers[(int) (events % sequenceNumbers.length)] = seq;
    }
}
