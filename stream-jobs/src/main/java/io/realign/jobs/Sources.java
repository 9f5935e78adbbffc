package io.realign.jobs;

import io.realign.event.EventContract;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Announcement;
import io.realign.schemas.Intake;
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
 * @param job the program's name: its consumer group and the stage on its dead letters
 */
public record Sources(String bootstrap, String job) {
    /** Events from outside, from the earliest on. */
    public KafkaSource<Arrival> events(Intake intake, EventContract contract, Clock clock) {
        return this.<Arrival>from(intake.topic())
                .setDeserializer(new ArrivalDeserializer(intake, contract, job, clock))
                .build();
    }

    /** Messages of our own programs, from the earliest on. */
    public <T> KafkaSource<T> messages(Class<T> type, Topic<T> topic) {
        return this.<T>from(topic)
                .setDeserializer(new MessageDeserializer<>(type, topic))
                .build();
    }

    /** Releases, each verified before it is decoded, from the earliest on. */
    public KafkaSource<Announcement> releases(TrustedKeys keys, Clock clock) {
        return this.<Announcement>from(Topics.MODELS)
                .setDeserializer(new ReleaseDeserializer(keys, clock))
                .build();
    }

    private <R> KafkaSourceBuilder<R> from(Topic<?> topic) {
        return KafkaSource.<R>builder()
                .setBootstrapServers(bootstrap)
                .setTopics(topic.name())
                .setGroupId(job)
                .setClientIdPrefix(job + "-" + topic.name())
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    }
}
