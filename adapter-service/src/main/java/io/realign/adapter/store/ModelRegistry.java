package io.realign.adapter.store;

import io.opentelemetry.context.Context;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.tracing.TraceHeaders;
import io.realign.client.internal.ReleaseReader;
import io.realign.model.ReleaseHistory;
import io.realign.model.TrustedKeys;
import io.realign.replay.KafkaLogReader;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * What the topics {@code models} and {@code adaptations} say. Nothing is known here that they do not say, so a process that
 * comes after a crash knows what the one before it knew. A release counts if a trusted key vouches for it, however old it
 * is: the versions of a lineage go on after one that has expired.
 */
public final class ModelRegistry implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelRegistry.class);
    /** How long the broker may be silent before that counts as trouble. */
    public static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaLogReader log;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Context> traceContexts = new ConcurrentHashMap<>();
    private volatile ReleaseHistory history = ReleaseHistory.EMPTY;

    public ModelRegistry(KafkaLogReader log, TrustedKeys keys, InstantSource clock) {
        this.log = log;
        this.keys = keys;
        this.clock = clock;
    }

    /** What was known at the last {@link #refresh}. */
    public ReleaseHistory history() {
        return history;
    }

    /** The trace that the newest announcement of a domain belongs to; an empty context if none. */
    public Context traceContext(String domain) {
        return traceContexts.getOrDefault(domain, Context.root());
    }

    /**
     * Reads both topics to where they end now.
     *
     * @param patience how long the broker may be silent
     * @throws TimeoutException if it is silent for longer
     */
    public synchronized ReleaseHistory refresh(Duration patience) {
        if (consumer == null) {
            consumer = openFromBeginning();
        }
        Collection<TopicPartition> partitions = consumer.assignment();
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, patience);
        long deadline = System.nanoTime() + patience.toNanos();
        while (isBehind(ends)) {
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

    private KafkaConsumer<byte[], byte[]> openFromBeginning() {
        KafkaConsumer<byte[], byte[]> opened = log.openConsumer();
        List<TopicPartition> partitions = Stream.of(Topics.MODELS, Topics.ADAPTATIONS)
                .flatMap(topic -> KafkaLogReader.partitions(opened, topic.name()).stream())
                .toList();
        opened.assign(partitions);
        opened.seekToBeginning(partitions);
        return opened;
    }

    private boolean isBehind(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private long positions() {
        return consumer.assignment().stream().mapToLong(consumer::position).sum();
    }

    private void apply(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Topics.MODELS.name())) {
            applyRelease(record);
        } else {
            applyAdaptation(record);
        }
    }

    private void applyRelease(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return;
        }
        ReleaseAnnouncement announcement = ReleaseReader.verify(record, keys, clock.instant());
        if (announcement instanceof ReleaseAnnouncement.Verified released) {
            history = history.with(released.release());
            traceContexts.put(released.release().domain(), TraceHeaders.extract(record.headers()));
        } else if (announcement instanceof ReleaseAnnouncement.Invalid refused) {
            LOG.warnf("skipped what no trusted key vouches for: %s", refused.reason());
        }
    }

    private void applyAdaptation(ConsumerRecord<byte[], byte[]> record) {
        DecodeResult<AdaptationRecord> decoded = Topics.ADAPTATIONS.codec().decode(record.value());
        if (decoded instanceof DecodeResult.Valid<AdaptationRecord> value) {
            history = history.with(value.message());
        } else if (decoded instanceof DecodeResult.Invalid<AdaptationRecord> bad) {
            LOG.warnf(
                    "skipped %s-%d@%d, which no adapter wrote: %s",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    bad.rejection().cause());
        }
    }
}
