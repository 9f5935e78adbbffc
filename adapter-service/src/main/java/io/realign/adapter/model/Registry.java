package io.realign.adapter.model;

import io.realign.adapter.event.Log;
import io.realign.model.History;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * What the topics {@code models} and {@code adaptations} say. Nothing is known here that they do not say, so a process that
 * comes after a crash knows what the one before it knew.
 */
public final class Registry implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Registry.class);
    /** How long the broker may be silent before that counts as trouble. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(100);

    private final Log log;
    private KafkaConsumer<byte[], byte[]> consumer;
    private volatile History history = History.EMPTY;

    public Registry(Log log) {
        this.log = log;
    }

    /** What was known at the last {@link #refresh}. */
    public History history() {
        return history;
    }

    /**
     * Reads both topics to where they end now.
     *
     * @param patience how long the broker may be silent
     * @throws TimeoutException if it is silent for longer
     */
    public synchronized History refresh(Duration patience) {
        if (consumer == null) {
            consumer = fromTheBeginning();
        }
        Collection<TopicPartition> partitions = consumer.assignment();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
        long deadline = System.nanoTime() + patience.toNanos();
        while (behind(ends)) {
            long before = positions();
            consumer.poll(POLL).forEach(this::apply);
            if (positions() > before) {
                deadline = System.nanoTime() + patience.toNanos();
            } else if (System.nanoTime() > deadline) {
                throw new TimeoutException("expected to read up to " + ends + ", got nothing for " + patience);
            }
        }
        return history;
    }

    @Override
    public synchronized void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }

    private KafkaConsumer<byte[], byte[]> fromTheBeginning() {
        KafkaConsumer<byte[], byte[]> opened = log.open();
        List<TopicPartition> partitions = Stream.of(Topics.MODELS, Topics.ADAPTATIONS)
                .flatMap(topic -> Log.partitions(opened, topic.name()).stream())
                .toList();
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        return opened;
    }

    private boolean behind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private long positions() {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.MODELS.name())) {
            read(record, Topics.MODELS, release -> history = history.with(release));
        } else {
            read(record, Topics.ADAPTATIONS, adaptation -> history = history.with(adaptation));
        }
    }

    private static <T> void read(ConsumerRecord<byte[], byte[]> record, Topic<T> topic, Consumer<T> known) {
        Decoded<T> decoded = topic.codec().decode(record.value());
        if (decoded instanceof Decoded.Value<T> value) {
            known.accept(value.message());
        } else if (decoded instanceof Decoded.Refused<T> bad) {
            LOG.warnf(
                    "skipped %s-%d@%d, which no adapter wrote: %s",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    bad.rejection().cause());
        }
    }
}
