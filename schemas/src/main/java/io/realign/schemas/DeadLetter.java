package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContractViolation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An invalid record of an event or alert topic, as it is written to the dead-letter topic.
 *
 * @param violation violated rule of the contract
 * @param topic original topic
 * @param partition original partition
 * @param offset original offset
 * @param rejectedBy program that rejected the record
 * @param key original key, null if absent
 * @param value original value, null if absent
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        ContractViolation violation,
        String topic,
        int partition,
        long offset,
        String rejectedBy,
        byte[] key,
        byte[] value) {
    public static final String REASON = "dead-letter-reason";
    public static final String CAUSE = "dead-letter-cause";
    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    public static final String STAGE = "stage";

    /**
     * On a redriven record: topic, partition and offset of its dead letter. On a tombstone in the dead-letter topic: offset
     * of the dead letter in the same partition that was redriven.
     */
    public static final String REDRIVEN = "dead-letter-redriven";

    /** Kafka record headers, with the names of SmallRye Reactive Messaging. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(REASON, violation.reason().name().getBytes(UTF_8));
        headers.put(CAUSE, violation.cause().getBytes(UTF_8));
        headers.put(TOPIC, topic.getBytes(UTF_8));
        headers.put(PARTITION, Integer.toString(partition).getBytes(UTF_8));
        headers.put(OFFSET, Long.toString(offset).getBytes(UTF_8));
        headers.put(STAGE, rejectedBy.getBytes(UTF_8));
        return headers;
    }
}
