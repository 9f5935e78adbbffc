package io.realign.adapter.store;

import io.opentelemetry.context.Context;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.tracing.TraceHeaders;
import io.realign.client.internal.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.model.TrustedKeys;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.TopicReader;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * In-memory view of the topics {@code models} and {@code adaptations}, rebuilt after a restart. A release counts if a trusted key
 * signed it, even after it expired: later versions continue its numbering.
 */
@Singleton
public class ModelRegistry implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(ModelRegistry.class);
    /** Default timeout of {@link #refresh}. */
    public static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);

    private final KafkaLogReader log;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final ReentrantLock readerLock = new ReentrantLock();
    private Optional<TopicReader> reader = Optional.empty();
    private final Map<String, Context> traceContexts = new ConcurrentHashMap<>();
    private volatile ReleaseHistory history = ReleaseHistory.EMPTY;

    public ModelRegistry(KafkaLogReader log, TrustedKeys keys, InstantSource clock) {
        this.log = log;
        this.keys = keys;
        this.clock = clock;
    }

    /** State at the latest {@link #refresh}. */
    public ReleaseHistory history() {
        return history;
    }

    /** Trace context of a domain's newest announcement; empty if it has none. */
    public Context traceContext(String domain) {
        return traceContexts.getOrDefault(domain, Context.root());
    }

    /**
     * Reads both topics to their current end.
     *
     * @param timeout maximum wait for another refresh, for an answer of the broker, and for the next record
     * @throws TimeoutException if it is exceeded
     */
    public ReleaseHistory refresh(Duration timeout) {
        acquireReader(timeout);
        try {
            if (reader.isEmpty()) {
                List<String> topics = List.of(Topics.MODELS.name(), Topics.ADAPTATIONS.name());
                reader = Optional.of(TopicReader.open(log, topics, timeout));
            }
            NewRecords added = new NewRecords();
            try {
                reader.get().readToEnd(timeout, Long.MAX_VALUE, added::accept);
            } finally {
                // A failed read continues after the records that it delivered.
                history = history.with(added.releases, added.adaptations);
            }
            return history;
        } finally {
            readerLock.unlock();
        }
    }

    @Override
    @PreDestroy
    public void close() {
        readerLock.lock();
        try {
            reader.ifPresent(TopicReader::close);
            reader = Optional.empty();
        } finally {
            readerLock.unlock();
        }
    }

    private void acquireReader(Duration timeout) {
        try {
            if (!readerLock.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new TimeoutException("another refresh of the registry is still running after " + timeout);
            }
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Verified releases and valid adaptations of one read. */
    private final class NewRecords {
        private final List<ModelRelease> releases = new ArrayList<>();
        private final List<AdaptationRecord> adaptations = new ArrayList<>();

        void accept(ConsumerRecord<byte[], byte[]> record) {
            if (record.topic().equals(Topics.MODELS.name())) {
                acceptRelease(record);
            } else {
                acceptAdaptation(record);
            }
        }

        private void acceptRelease(ConsumerRecord<byte[], byte[]> record) {
            if (record.value() == null) {
                return;
            }
            ReleaseAnnouncement announcement = ReleaseReader.verify(record, keys, clock.instant());
            if (announcement instanceof ReleaseAnnouncement.Verified verified) {
                releases.add(verified.release());
                traceContexts.put(verified.release().domain(), TraceHeaders.extract(record.headers()));
            } else if (announcement instanceof ReleaseAnnouncement.Invalid invalid) {
                LOG.warnf("ignoring unverified release: %s", invalid.reason());
            }
        }

        private void acceptAdaptation(ConsumerRecord<byte[], byte[]> record) {
            DecodeResult<AdaptationRecord> decoded = Topics.ADAPTATIONS.codec().decode(record.value());
            if (decoded instanceof DecodeResult.Valid<AdaptationRecord> value) {
                adaptations.add(value.message());
            } else if (decoded instanceof DecodeResult.Invalid<AdaptationRecord> invalid) {
                LOG.warnf(
                        "skipping invalid record %s-%d@%d: %s",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        invalid.rejection().cause());
            }
        }
    }
}
