package io.realign.cli.detect;

import io.realign.alert.FittedReference;
import io.realign.alert.SequentialTest;
import io.realign.alert.Suspicion;

/** One key's test, begun anew after each alarm, and the sequence numbers that an onset can have. */
final class KeyDetector {
    /** As long as the longest window. */
    private static final int MAX_REMEMBERED = 1 << 13;

    private final FittedReference baseline;
    private final float[] row;
    private long[] sequence = new long[64];
    private SequentialTest test;
    private long events;

    KeyDetector(FittedReference baseline) {
        this.baseline = baseline;
        this.row = new float[baseline.featureMap().width()];
        this.test = new SequentialTest(baseline.calibratedReference(), 0);
    }

    /** Whether the event raises an alarm. */
    boolean observe(long seq, float[] values) {
        remember(seq);
        baseline.featureMap().map(values, row);
        return test.observe(
                row,
                events,
                baseline.calibratedReference(),
                baseline.featureMap().whitening());
    }

    /** The alarm that was just raised; forgets the events that led to it. */
    Suspicion takeAlarm() {
        Suspicion alarm = test.suspicion(
                baseline.calibratedReference(), baseline.featureMap().whitening());
        test = new SequentialTest(baseline.calibratedReference(), events);
        return alarm;
    }

    /** The sequence number of the event with which the stretch of the alarm begins. */
    long onset(Suspicion alarm) {
        return sequence[(int) ((events - alarm.length()) % sequence.length)];
    }

    private void remember(long seq) {
        if (events == sequence.length && sequence.length < MAX_REMEMBERED) {
            sequence = java.util.Arrays.copyOf(sequence, 2 * sequence.length);
        }
        sequence[(int) (events % sequence.length)] = seq;
        events++;
    }
}
