package io.realign.jobs.kafka;

import io.realign.client.internal.ReleaseReader;
import io.realign.event.EventContract;
import io.realign.jobs.state.MessageSerializer;
import io.realign.jobs.state.ReleaseAnnouncementSerializer;
import io.realign.model.TrustedKeys;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.EventStream;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.util.function.SerializableFunction;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sources that read committed records from the earliest offset.
 *
 * @param jobName name of the job. It is the consumer group and the {@code rejectedBy} of dead letters
 */
public record KafkaSources(KafkaConnection kafka, String jobName) {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaSources.class);
    private static final Duration PARTITION_DISCOVERY_INTERVAL = Duration.ofSeconds(10);

    /**
     * Reads events and validates them against the contract.
     *
     * @param clock a serializable clock, such as those of the factory methods of {@link Clock}
     */
    public KafkaSource<IncomingRecord> events(EventStream stream, EventContract contract, Clock clock) {
        String rejectedBy = jobName;
        return source(
                stream.topic(),
                IncomingRecord.TYPE,
                record -> Optional.of(IncomingRecord.decode(record, stream, contract, rejectedBy, clock.instant())));
    }

    /** Reads messages; logs and skips invalid records. */
    public <T> KafkaSource<T> messages(Class<T> type, Topic<T> topic) {
        return source(topic, MessageSerializer.typeInfo(type, topic), record -> decode(topic, record));
    }

    /** Reads releases and verifies their signatures. */
    public KafkaSource<ReleaseVerification> releases(TrustedKeys keys, Clock clock) {
        return source(
                Topics.MODELS,
                ReleaseAnnouncementSerializer.TYPE,
                record -> isTombstone(record)
                        ? Optional.empty()
                        : Optional.of(ReleaseReader.verify(record, keys, clock.instant())));
    }

    private static <T> Optional<T> decode(Topic<T> topic, ConsumerRecord<byte[], byte[]> record) {
        if (isTombstone(record)) {
            return Optional.empty();
        }
        DecodeResult<T> decoded = topic.codec().decode(record.value());
        if (decoded instanceof DecodeResult.Invalid<T> invalid) {
            LOG.warn(
                    "skipping invalid record {}-{} offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    invalid.violation());
            return Optional.empty();
        }
        return Optional.of(((DecodeResult.Valid<T>) decoded).message());
    }

    private static boolean isTombstone(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null;
    }

    private <T> KafkaSource<T> source(
            Topic<?> topic,
            TypeInformation<T> type,
            SerializableFunction<ConsumerRecord<byte[], byte[]>, Optional<T>> decoder) {
        return KafkaSource.<T>builder()
                .setTopics(topic.name())
                .setGroupId(jobName)
                .setClientIdPrefix(jobName + "-" + topic.name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperties(clientProperties())
                // Added partitions are read from their beginning, without a restart.
                .setProperty(
                        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                        Long.toString(PARTITION_DISCOVERY_INTERVAL.toMillis()))
                .setDeserializer(new RecordReader<>(type, decoder))
                .build();
    }

    private Properties clientProperties() {
        Properties properties = new Properties();
        properties.putAll(kafka.clientProperties(Map.of(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")));
        return properties;
    }
}
