package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContentId;
import io.realign.event.ContractViolation;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An invalid record of an event or alert topic, as it is written to the dead letter topic. An over-long key or value is
 * shortened, so that the dead letter of any record fits into a record of {@value Topic#MAX_RECORD_BYTES} bytes.
 *
 * @param violation violated rule of the contract
 * @param topic original topic
 * @param partition original partition
 * @param offset original offset
 * @param rejectedBy program that rejected the record
 * @param key original key, shortened to its first {@value #MAX_KEY_BYTES} bytes; null if absent
 * @param value original value; its first {@value #EXCERPT_BYTES} bytes if it is longer than {@value #MAX_VALUE_BYTES}; null
 *     if absent
 * @param truncated original length and SHA-256 digest of each shortened part, empty if key and value are complete
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        ContractViolation violation,
        String topic,
        int partition,
        long offset,
        String rejectedBy,
        byte[] key,
        byte[] value,
        String truncated) {
    static final int MAX_KEY_BYTES = 1 << 10;
    static final int EXCERPT_BYTES = 1 << 10;
    static final int MAX_VALUE_BYTES = Topic.MAX_RECORD_BYTES - (1 << 16);

    public static final String REASON = "dead-letter-reason";
    public static final String CAUSE = "dead-letter-cause";
    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    /** Name of the program that rejected the record. */
    public static final String REJECTED_BY = "stage";

    /** Present if the key or the value is shortened. Such a dead letter cannot be redriven. */
    public static final String TRUNCATED = "dead-letter-truncated";

    /**
     * On a redriven record: topic, partition and offset of its dead letter. On a tombstone in the dead letter topic: offset
     * of the redriven dead letter, which is in the same partition.
     */
    public static final String REDRIVEN = "dead-letter-redriven";

    /** Creates the dead letter of a record and shortens an over-long key or value. */
    public static DeadLetter of(
            ContractViolation violation,
            String topic,
            int partition,
            long offset,
            String rejectedBy,
            byte[] key,
            byte[] value) {
        boolean keyFits = key == null || key.length <= MAX_KEY_BYTES;
        boolean valueFits = value == null || value.length <= MAX_VALUE_BYTES;
        String truncated = Stream.of(keyFits ? "" : original("key", key), valueFits ? "" : original("value", value))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
        return new DeadLetter(
                violation,
                topic,
                partition,
                offset,
                rejectedBy,
                keyFits ? key : Arrays.copyOf(key, MAX_KEY_BYTES),
                valueFits ? value : Arrays.copyOf(value, EXCERPT_BYTES),
                truncated);
    }

    /** Kafka record headers. Reason, cause, topic, partition and offset have the names of SmallRye Reactive Messaging. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(REASON, violation.category().name().getBytes(UTF_8));
        headers.put(CAUSE, violation.description().getBytes(UTF_8));
        headers.put(TOPIC, topic.getBytes(UTF_8));
        headers.put(PARTITION, Integer.toString(partition).getBytes(UTF_8));
        headers.put(OFFSET, Long.toString(offset).getBytes(UTF_8));
        headers.put(REJECTED_BY, rejectedBy.getBytes(UTF_8));
        if (!truncated.isEmpty()) {
            headers.put(TRUNCATED, truncated.getBytes(UTF_8));
        }
        return headers;
    }

    private static String original(String part, byte[] bytes) {
        return "%s: %d bytes, SHA-256 %s".formatted(part, bytes.length, ContentId.digest(bytes));
    }
}
