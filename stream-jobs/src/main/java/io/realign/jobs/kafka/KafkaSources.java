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
 * Kafka topics as Flink sources, of committed records only.
 *
 * @param bootstrap the brokers, host:port, comma separated
 * @param jobName the program's name: its consumer group and the stage on its dead letters
 */
public record KafkaSources(String bootstrap, String jobName) {
    /** Events from outside, from the earliest on. */
    public KafkaSource<IncomingRecord> events(EventStream intake, EventContract contract, Clock clock) {
        return this.<IncomingRecord>from(intake.topic())
                .setDeserializer(new IncomingRecordDeserializationSchema(intake, contract, jobName, clock))
                .build();
    }

    /** Messages of our own programs, from the earliest on. */
    public <T> KafkaSource<T> messages(Class<T> type, Topic<T> topic) {
        return this.<T>from(topic)
                .setDeserializer(new MessageDeserializationSchema<>(type, topic))
                .build();
    }

    /** Releases, each verified before it is decoded, from the earliest on. */
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
