package io.realign.adapter.console.history;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.realign.client.internal.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.Topic;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * A message with the timestamp of its Kafka record. Unlike event time, this is wall-clock time even when old data is replayed.
 *
 * @param loggedAt timestamp of the record
 */
public record TimestampedMessage<T>(@JsonUnwrapped T message, Instant loggedAt) {
    private static final Logger LOG = Logger.getLogger(TimestampedMessage.class);

    public static Instant timestamp(ConsumerRecord<?, ?> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Decodes a record. Empty, with a warning in the log, if it is invalid. */
    public static <T> Optional<TimestampedMessage<T>> decode(Topic<T> topic, ConsumerRecord<byte[], byte[]> record) {
        DecodeResult<T> result = topic.codec().decode(record.value());
        if (result instanceof DecodeResult.Valid<T> valid) {
            return Optional.of(new TimestampedMessage<>(valid.message(), timestamp(record)));
        }
        LOG.warnf("ignoring %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), result);
        return Optional.empty();
    }

    /** Verifies and decodes a release. Empty, with a warning in the log, if it is invalid. */
    public static Optional<TimestampedMessage<ModelRelease>> verify(
            ConsumerRecord<byte[], byte[]> record, TrustedKeys keys, Instant now) {
        ReleaseVerification verification = record.value() == null
                ? new ReleaseVerification.Invalid("", "no value")
                : ReleaseReader.verify(record, keys, now);
        if (verification instanceof ReleaseVerification.Verified verified) {
            return Optional.of(new TimestampedMessage<>(verified.release(), timestamp(record)));
        }
        LOG.warnf(
                "ignoring unverified release %s-%d@%d: %s",
                record.topic(), record.partition(), record.offset(), verification);
        return Optional.empty();
    }
}
