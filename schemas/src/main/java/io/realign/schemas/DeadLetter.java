package io.realign.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContractViolation;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A record that could not be used: its original bytes, where it came from and why it was put aside.
 *
 * @param rejection why
 * @param topic where it came from
 * @param partition where it came from
 * @param offset where it came from
 * @param stage the program that put it aside
 * @param key original key, null if it had none
 * @param value original value, null if it had none
 */
@SuppressWarnings("ArrayRecordComponent")
public record DeadLetter(
        ContractViolation rejection, String topic, int partition, long offset, String stage, byte[] key, byte[] value) {
    public static final String REASON = "dead-letter-reason";
    public static final String CAUSE = "dead-letter-cause";
    public static final String TOPIC = "dead-letter-topic";
    public static final String PARTITION = "dead-letter-partition";
    public static final String OFFSET = "dead-letter-offset";
    public static final String STAGE = "stage";

    /**
     * On a record that comes once more: the topic, partition and offset of its dead letter. On a record without a value among
     * the dead letters: the offset of the one in the same partition that has been sent once more.
     */
    public static final String REDRIVEN = "dead-letter-redriven";

    /** Kafka record headers, by the names that SmallRye Reactive Messaging uses. */
    public Map<String, byte[]> headers() {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        headers.put(REASON, rejection.reason().name().getBytes(UTF_8));
        headers.put(CAUSE, rejection.cause().getBytes(UTF_8));
        headers.put(TOPIC, topic.getBytes(UTF_8));
        headers.put(PARTITION, Integer.toString(partition).getBytes(UTF_8));
        headers.put(OFFSET, Long.toString(offset).getBytes(UTF_8));
        headers.put(STAGE, stage.getBytes(UTF_8));
        return headers;
    }
}
