package io.realign.adapter.control.release;

import java.util.List;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** Distinguishes failures of the broker from failures that a record causes. */
public final class KafkaFailures {
    /** Failures that occur again with the same record. */
    private static final List<Class<? extends KafkaException>> CAUSED_BY_RECORD =
            List.of(RecordTooLargeException.class, InvalidRecordException.class, SerializationException.class);

    private KafkaFailures() {}

    /** Whether Kafka failed for a reason that may be temporary: no answer, a fenced producer, or a missing permission. */
    public static boolean isTemporary(Throwable failure) {
        boolean kafkaFailed = false;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Throwable current = cause;
            if (CAUSED_BY_RECORD.stream().anyMatch(type -> type.isInstance(current))) {
                return false;
            }
            kafkaFailed |= cause instanceof KafkaException;
        }
        return kafkaFailed;
    }
}
