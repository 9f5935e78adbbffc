package io.realign.adapter.console.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a job writes output while its input grows. Not thread-safe.
 *
 * <p>The counts are sums of end offsets; only their growth matters, since markers of transactions take offsets, too.
 */
final class JobProgress {
    private final Duration limit;
    private final long minRecords;
    private long input = -1;
    private long output = -1;
    private long inputAtOutput;
    private Optional<Instant> waitingSince = Optional.empty();

    /**
     * @param limit time after which a job that writes nothing is stale
     * @param minRecords number of input records after which a job must have written something
     */
    JobProgress(Duration limit, long minRecords) {
        this.limit = limit;
        this.minRecords = minRecords;
    }

    /** @param now time of the counts */
    void update(long inputRecords, long outputRecords, Instant now) {
        boolean first = input < 0;
        if (first || outputRecords != output) {
            waitingSince = Optional.empty();
            inputAtOutput = inputRecords;
        } else if (inputRecords > input && waitingSince.isEmpty()) {
            waitingSince = Optional.of(now);
        }
        input = inputRecords;
        output = outputRecords;
    }

    /** Time of the first input without output; empty if the job is not stale. */
    Optional<Instant> staleSince(Instant now) {
        return waitingSince
                .filter(since -> !now.isBefore(since.plus(limit)))
                .filter(since -> input - inputAtOutput >= minRecords);
    }
}
