package io.realign.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.schemas.DeadLetter;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads dead letters of target events, from the current end of the topic onwards. Returns none if the topic does not exist. */
final class DeadLetterReader implements AutoCloseable {
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** @param cause expected and actual content of the rejected event */
    record Rejection(SentEvents.Position position, String cause) {}

    DeadLetterReader(KafkaConnection kafka) {
        consumer = new KafkaConsumer<>(
                kafka.clientProperties(
                        Map.of("isolation.level", "read_committed", "allow.auto.create.topics", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        try {
            consumer.assign(consumer.partitionsFor(Topics.TARGET_EVENTS.deadLetterTopic()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
            consumer.seekToEnd(consumer.assignment());
            // Seeking is lazy: without this call the first poll would determine the position.
            consumer.assignment().forEach(consumer::position);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    List<Rejection> poll() {
        List<Rejection> rejections = new ArrayList<>();
        if (!consumer.assignment().isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ZERO)) {
                String partition = header(record, DeadLetter.PARTITION);
                String offset = header(record, DeadLetter.OFFSET);
                if (partition.matches("[0-9]{1,9}") && offset.matches("[0-9]{1,18}")) {
                    rejections.add(new Rejection(
                            new SentEvents.Position(Integer.parseInt(partition), Long.parseLong(offset)),
                            header(record, DeadLetter.CAUSE)));
                }
            }
        }
        return rejections;
    }

    @Override
    public void close() {
        consumer.close();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
