package io.realign.adapter.console.dashboard;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Whether a job writes output while its input grows. Not thread-safe.
 *
 * <p>The counts are sums of end offsets. Only their growth is meaningful, since transaction markers also have offsets.
 */
final class JobProgress {
    private final Duration staleAfter;
    private final long minInputRecords;
    private long input = -1;
    private long output = -1;
    private long inputAtLastOutput;
    private Optional<Instant> waitingSince = Optional.empty();

    /**
     * @param staleAfter time after which a job that writes nothing is stale
     * @param minInputRecords number of input records after which a job must have written something
     */
    JobProgress(Duration staleAfter, long minInputRecords) {
        this.staleAfter = staleAfter;
        this.minInputRecords = minInputRecords;
    }

    /** @param now time of the counts */
    void update(long inputRecords, long outputRecords, Instant now) {
        boolean first = input < 0;
        if (first || outputRecords != output) {
            waitingSince = Optional.empty();
            inputAtLastOutput = inputRecords;
        } else if (inputRecords > input && waitingSince.isEmpty()) {
            waitingSince = Optional.of(now);
        }
        input = inputRecords;
        output = outputRecords;
    }

    /** Time of the first input without output; empty if the job is not stale. */
    Optional<Instant> staleSince(Instant now) {
        return waitingSince
                .filter(since -> !now.isBefore(since.plus(staleAfter)))
                .filter(since -> input - inputAtLastOutput >= minInputRecords);
    }
}
