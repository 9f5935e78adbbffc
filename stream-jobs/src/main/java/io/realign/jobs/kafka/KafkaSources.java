package io.realign.jobs.kafka;

import io.realign.event.EventContract;
import io.realign.model.TrustedKeys;
import io.realign.schemas.EventStream;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Clock;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * Sources that read committed records from the earliest offset.
 *
 * @param bootstrap Kafka brokers, {@code host:port}, comma separated
 * @param jobName name of the job: its consumer group and the stage of its dead letters
 */
public record KafkaSources(String bootstrap, String jobName) {
    /** Events, each validated against the contract. */
    public KafkaSource<IncomingRecord> events(EventStream stream, EventContract contract, Clock clock) {
        return this.<IncomingRecord>from(stream.topic())
                .setDeserializer(new IncomingRecordDeserializationSchema(stream, contract, jobName, clock))
                .build();
    }

    /** Messages of other Realign components. */
    public <T> KafkaSource<T> messages(Class<T> type, Topic<T> topic) {
        return this.<T>from(topic)
                .setDeserializer(new MessageDeserializationSchema<>(type, topic))
                .build();
    }

    /** Releases; signatures are verified before decoding. */
    public KafkaSource<ReleaseAnnouncement> releases(TrustedKeys keys, Clock clock) {
        return this.<ReleaseAnnouncement>from(Topics.MODELS)
                .setDeserializer(new ReleaseDeserializationSchema(keys, clock))
                .build();
    }

    private <R> KafkaSourceBuilder<R> from(Topic<?> topic) {
        return KafkaSource.<R>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(topic.name())
                .setGroupId(jobName)
                .setClientIdPrefix(jobName + "-" + topic.name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    }
}
