package io.realign.adapter.control.rollout;

import io.realign.adapter.instance.ServiceComponent;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.TopicReader;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/** Reads the messages of several topics from a start time. Each {@link #poll} continues after the previous one. */
final class RolloutMessageReader implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(RolloutMessageReader.class);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    /** Maximum number of records per poll, so that a topic with many messages does not delay the other rollouts. */
    private static final int MAX_RECORDS = 25_000;

    private final Map<String, Consumer<byte[]>> handlers = new HashMap<>();
    private final KafkaLogReader logReader;
    private final Optional<Instant> startTime;
    private Optional<TopicReader> reader = Optional.empty();

    /** @param startTime time of the first record; the beginning of the topics if empty */
    RolloutMessageReader(KafkaLogReader logReader, Optional<Instant> startTime) {
        this.logReader = logReader;
        this.startTime = startTime;
    }

    /** Adds a topic; must be called before the first {@link #poll}. */
    <T> RolloutMessageReader subscribe(Topic<T> topic, Consumer<T> handler) {
        handlers.put(topic.name(), bytes -> {
            DecodeResult<T> decoded = topic.codec().decode(bytes);
            if (decoded instanceof DecodeResult.Valid<T> valid) {
                handler.accept(valid.message());
            } else {
                LOG.warnf("skipping invalid record on %s: %s", topic.name(), decoded);
            }
        });
        return this;
    }

    /** @throws KafkaException if the broker does not answer; the next call may succeed */
    void poll() {
        if (reader.isEmpty()) {
            reader = Optional.of(open());
        }
        reader.get().readToEnd(BROKER_TIMEOUT, MAX_RECORDS, this::dispatch);
    }

    @Override
    public void close() {
        reader.ifPresent(TopicReader::close);
    }

    private void dispatch(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() != null) {
            ServiceComponent.ROLLOUTS.processOrSkip(
                    record, any -> handlers.get(record.topic()).accept(record.value()));
        }
    }

    private TopicReader open() {
        TopicReader opened = TopicReader.open(logReader, handlers.keySet(), BROKER_TIMEOUT);
        try {
            startTime.ifPresent(time -> opened.seekToTimestamp(time, BROKER_TIMEOUT));
            return opened;
        } catch (KafkaException e) {
            opened.close();
            throw e;
        }
    }
}
