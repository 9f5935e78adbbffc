package io.realign.cli.detect;

import io.realign.alert.Alarm;
import io.realign.alert.Baseline;
import io.realign.alert.SequentialTest;

/** One key's test, begun anew after each alarm, and the sequence numbers that an onset can have. */
final class WatchedKey {
    /** As long as the longest window. */
    private static final int REMEMBERED = 1 << 13;

    private final Baseline baseline;
    private final float[] row;
    private long[] sequence = new long[64];
    private SequentialTest test;
    private long events;

    WatchedKey(Baseline baseline) {
        this.baseline = baseline;
        this.row = new float[baseline.map().width()];
        this.test = new SequentialTest(baseline.regime(), 0);
    }

    /** Whether the event raises an alarm. */
    boolean observe(long seq, float[] values) {
        remember(seq);
        baseline.map().map(values, row);
        return test.observe(row, events, baseline.regime(), baseline.map().whitening());
    }

    /** The alarm that was just raised; forgets the events that led to it. */
    Alarm alarm() {
        Alarm alarm = test.alarm(baseline.regime(), baseline.map().whitening());
        test = new SequentialTest(baseline.regime(), events);
        return alarm;
    }

    /** The sequence number of the event with which the stretch of the alarm begins. */
    long onset(Alarm alarm) {
        return sequence[(int) ((events - alarm.length()) % sequence.length)];
    }

    private void remember(long seq) {
        if (events == sequence.length && sequence.length < REMEMBERED) {
            sequence = java.util.Arrays.copyOf(sequence, 2 * sequence.length);
        }
        sequence[(int) (events % sequence.length)] = seq;
        events++;
    }
}
