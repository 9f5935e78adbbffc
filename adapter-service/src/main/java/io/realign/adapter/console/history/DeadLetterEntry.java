package io.realign.adapter.console.history;

import java.time.Instant;
import java.util.Optional;

/**
 * A record that could not be used. Its bytes stay in the log.
 *
 * @param topic the topic that it lies in now
 * @param partition where it lies
 * @param offset where it lies
 * @param loggedAt when it was put there
 * @param key its key as text, cut to {@link #MAX_KEY_LENGTH} characters
 * @param reason why, one of {@link io.realign.event.ContractViolation.Reason}
 * @param cause what was expected and what came, cut to {@link #MAX_CAUSE_LENGTH} characters
 * @param stage the program that put it aside
 * @param originalPartition where it came from
 * @param originalOffset where it came from
 * @param redrivenAt when it was sent to where it came from again
 */
public record DeadLetterEntry(
        String topic,
        int partition,
        long offset,
        Instant loggedAt,
        String key,
        String reason,
        String cause,
        String stage,
        int originalPartition,
        long originalOffset,
        Optional<Instant> redrivenAt) {
    public static final int MAX_KEY_LENGTH = 1000;
    public static final int MAX_CAUSE_LENGTH = 500;

    /** Where it lies, in one word. */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }
}
