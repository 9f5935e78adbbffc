package io.realign.cli.detect;

import io.realign.alert.FittedReference;
import io.realign.alert.SequentialTest;
import io.realign.alert.Suspicion;
import java.util.Arrays;

/** The sequential test of a key, restarted after each alarm, and its recent sequence numbers. */
final class KeyDetector {
    /** A window of the highest level, 4096, has fewer events. */
    private static final int MAX_REMEMBERED = 1 << 13;

    private final FittedReference reference;
    private final float[] row;
    private long[] sequence = new long[64];
    private SequentialTest test;
    private long events;

    KeyDetector(FittedReference reference) {
        this.reference = reference;
        this.row = new float[reference.featureMap().width()];
        this.test = new SequentialTest(reference.calibratedReference(), 0);
    }

    /** Processes a row; returns whether it raises an alarm. */
    boolean observe(long seq, float[] values) {
        remember(seq);
        events++;
        reference.featureMap().map(values, row);
        return test.observe(
                row,
                events,
                reference.calibratedReference(),
                reference.featureMap().whitening());
    }

    /** Returns the current alarm and restarts the test. */
    Suspicion takeAlarm() {
        Suspicion alarm = test.suspicion(
                reference.calibratedReference(), reference.featureMap().whitening());
        test = new SequentialTest(reference.calibratedReference(), events);
        return alarm;
    }

    /** The sequence number of the first event in the window of the alarm. */
    long onset(Suspicion alarm) {
        return sequence[(int) ((events - alarm.eventsSinceOnset()) % sequence.length)];
    }

    private void remember(long seq) {
        if (events == sequence.length && sequence.length < MAX_REMEMBERED) {
            sequence = Arrays.copyOf(sequence, 2 * sequence.length);
        }
        sequence[(int) (events % sequence.length)] = seq;
    }
}
