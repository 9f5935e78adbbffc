package io.realign.window;

import io.realign.event.Preconditions;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;

/** How the expected value of an event depends on its event time or on the events before it. */
public sealed interface TimeDependence extends Serializable {
    /** Returns the means that the expected value follows. */
    MovingMean mean();

    /**
     * Returns the running number of the slot of an event, see {@link MovingMean#slots}.
     *
     * @param time event time, not before 1970
     * @param row number of earlier events of the same domain
     */
    long slot(Instant time, long row);

    /**
     * A season in event time. The first period begins at 1970-01-01T00:00Z, a Thursday, so the slots of P1D are times of
     * day in UTC.
     *
     * @param period length of the season, at most {@link #MAX_PERIOD}
     * @param slots number of equal slots of a period, 2 to {@value #MAX_SLOTS}, each of {@link #MIN_SLOT} or more
     */
    record Season(Duration period, int slots) implements TimeDependence {
        /** Limits the state of a domain, which has a mean for each slot and feature. */
        public static final int MAX_SLOTS = 2000;

        public static final Duration MAX_PERIOD = Duration.ofDays(366);

        public static final Duration MIN_SLOT = Duration.ofSeconds(1);

        private static final long serialVersionUID = 1;

        public Season {
            if (period.compareTo(Duration.ZERO) <= 0 || period.compareTo(MAX_PERIOD) > 0) {
                throw new IllegalArgumentException("season-period: expected a positive duration of at most %s, got %s"
                        .formatted(MAX_PERIOD, period));
            }
            Preconditions.requireBetween("season-slots", slots, 2, MAX_SLOTS);
            if (period.compareTo(MIN_SLOT.multipliedBy(slots)) < 0) {
                throw new IllegalArgumentException("season-slots: expected slots of %s or more, got %d slots in %s"
                        .formatted(MIN_SLOT, slots, period));
            }
        }

        @Override
        public MovingMean mean() {
            return MovingMean.ofSlots(slots);
        }

        @Override
        public long slot(Instant time, long row) {
            long millis = time.toEpochMilli();
            long periodMillis = period.toMillis();
            return millis / periodMillis * slots + millis % periodMillis * slots / periodMillis;
        }
    }

    /**
     * A slow change: the expected value is the exponential mean of the earlier events.
     *
     * @param memory time constant in events, see {@link MovingMean#rolling}
     */
    record SlowChange(int memory) implements TimeDependence {
        private static final long serialVersionUID = 1;

        public SlowChange {
            Preconditions.requireBetween("rolling-memory", memory, MovingMean.MIN_MEMORY, MovingMean.MAX_ROWS);
        }

        @Override
        public MovingMean mean() {
            return MovingMean.rolling(memory);
        }

        @Override
        public long slot(Instant time, long row) {
            return row;
        }
    }
}
