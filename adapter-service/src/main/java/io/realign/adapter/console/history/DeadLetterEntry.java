package io.realign.adapter.console.history;

import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.mapper.reflect.ColumnName;

/**
 * Metadata of a dead letter. The content of the record remains in the dead letter topic.
 *
 * @param topic dead letter topic; {@code partition} and {@code offset} locate the dead letter in it
 * @param loggedAt Kafka timestamp of the dead letter
 * @param key key as text, truncated to {@link #MAX_KEY_LENGTH} characters
 * @param reason name of an {@link io.realign.event.ContractViolation.Reason}, truncated to {@link #MAX_REASON_LENGTH} characters
 * @param cause expected and actual content, truncated to {@link #MAX_CAUSE_LENGTH} characters
 * @param stage name of the program that rejected the record, as in the header {@code stage} of the dead letter,
 *     truncated to {@link #MAX_STAGE_LENGTH} characters
 * @param originalPartition partition of the original topic; -1 if unknown
 * @param originalOffset offset in that partition; -1 if unknown
 * @param redrivenAt time at which the record was sent to the original topic again; empty if it was not
 */
public record DeadLetterEntry(
        String topic,
        @ColumnName("partition_id") int partition,
        @ColumnName("record_offset") long offset,
        Instant loggedAt,
        @ColumnName("record_key") String key,
        String reason,
        String cause,
        String stage,
        int originalPartition,
        long originalOffset,
        Optional<Instant> redrivenAt) {
    public static final int MAX_KEY_LENGTH = 1000;
    public static final int MAX_CAUSE_LENGTH = 500;
    public static final int MAX_REASON_LENGTH = 40;
    public static final int MAX_STAGE_LENGTH = 100;

    /** {@code TOPIC-PARTITION-OFFSET}. */
    public String id() {
        return topic + "-" + partition + "-" + offset;
    }
}
