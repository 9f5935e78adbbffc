package io.realign.adapter.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.context.Context;
import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.instance.ServiceComponent;
import io.realign.adapter.tracing.TraceHeaders;
import io.realign.client.internal.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseHistory;
import io.realign.model.ReleaseOrder;
import io.realign.model.TrustedKeys;
import io.realign.model.VerifiedRelease;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.TopicReader;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.jboss.logging.Logger;

/**
 * In-memory view of the topics {@code models} and {@code adaptations}, rebuilt after a restart. It contains the releases that a
 * trusted key has signed and whose version is not too far above the previous one. Expired releases are included, since later
 * versions continue their numbering.
 */
@Singleton
public class ModelRegistry implements AutoCloseable {
    /** Timeout of {@link #refresh} for callers without a shorter limit. */
    public static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);

    private static final Logger LOG = Logger.getLogger(ModelRegistry.class);

    private final KafkaLogReader logReader;
    private final TrustedKeys keys;
    private final InstantSource clock;
    private final ReentrantLock readerLock = new ReentrantLock();
    private final Map<String, Context> traceContexts = new ConcurrentHashMap<>();
    private final Map<String, Lock> publishLocks = new ConcurrentHashMap<>();

    /** Newest accepted record of each domain. */
    private final Map<String, VerifiedRelease> newest = new ConcurrentHashMap<>();

    /** Domains whose newest accepted record was followed by a record that was not accepted. */
    private final Set<String> displaced = ConcurrentHashMap.newKeySet();

    private Optional<TopicReader> reader = Optional.empty();
    private volatile ReleaseHistory history = ReleaseHistory.EMPTY;

    public ModelRegistry(KafkaLogReader logReader, TrustedKeys keys, InstantSource clock) {
        this.logReader = logReader;
        this.keys = keys;
        this.clock = clock;
    }

    /** State at the latest {@link #refresh}. */
    public ReleaseHistory releaseHistory() {
        return history;
    }

    /** Trace context of the newest record of a domain on {@code models}; the root context if there is none. */
    public Context traceContext(String domain) {
        return traceContexts.getOrDefault(domain, Context.root());
    }

    /** Whether a key has signed the newest record of a domain. */
    public boolean isSignedBy(String domain, String keyId) {
        VerifiedRelease known = newest.get(domain);
        return known != null && known.keyId().equals(keyId);
    }

    /**
     * Whether the last record of a domain on {@code models} is not its newest accepted one, but an invalid or an outdated record.
     * Compaction then deletes the record of the newest release.
     */
    public boolean isDisplaced(String domain) {
        return displaced.contains(domain);
    }

    /** Lock of a domain. A thread holds it while it checks the newest release of the domain and publishes the next one. */
    public Lock publishLock(String domain) {
        return publishLocks.computeIfAbsent(domain, any -> new ReentrantLock());
    }

    /**
     * Reads both topics to their current end.
     *
     * @param timeout maximum wait for a concurrent refresh, for a response of the broker, and for the next record
     * @throws TimeoutException if one of these waits exceeds the timeout
     */
    public ReleaseHistory refresh(Duration timeout) {
        acquireReader(timeout);
        try {
            if (reader.isEmpty()) {
                List<String> topics = List.of(Topics.MODELS.name(), Topics.ADAPTATIONS.name());
                reader = Optional.of(TopicReader.open(logReader, topics, timeout));
            }
            NewRecords added = new NewRecords();
            try {
                reader.get()
                        .readToEnd(
                                timeout,
                                Long.MAX_VALUE,
                                record -> ServiceComponent.REGISTRY.processOrSkip(record, added::accept));
            } finally {
                // The next refresh continues after the records that a failed read has delivered.
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
                markDisplaced(record.key());
                return;
            }
            ReleaseVerification verification = ReleaseReader.verify(record, keys, clock.instant());
            if (verification instanceof ReleaseVerification.Verified verified) {
                acceptVerified(verified.verifiedRelease(), record);
            } else if (verification instanceof ReleaseVerification.Invalid invalid) {
                LOG.warnf(
                        "ignoring unverified release %s-%d@%d: %s",
                        record.topic(), record.partition(), record.offset(), invalid.reason());
                markDisplaced(record.key());
            }
        }

        private void acceptVerified(VerifiedRelease verified, ConsumerRecord<byte[], byte[]> record) {
            ModelRelease release = verified.release();
            String domain = release.domain();
            ModelRelease known = newest.containsKey(domain) ? newest.get(domain).release() : null;
            switch (ReleaseOrder.of(known, release)) {
                case NEWER -> {
                    newest.put(domain, verified);
                    displaced.remove(domain);
                    releases.add(release);
                    traceContexts.put(domain, TraceHeaders.extract(record.headers()));
                }
                case SAME -> {
                    if (!release.equals(known)) {
                        displaced.add(domain);
                    }
                }
                case OLDER -> {
                    releases.add(release);
                    displaced.add(domain);
                }
                case TOO_HIGH -> {
                    LOG.warnf(
                            "ignoring %s at %s-%d@%d: expected a version up to %d",
                            release.displayName(),
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            known.version() + ReleaseOrder.MAX_VERSION_GAP);
                    displaced.add(domain);
                }
            }
        }

        /** @param key unverified record key, null if the record has none */
        private void markDisplaced(byte[] key) {
            String domain = key == null ? "" : new String(key, UTF_8);
            if (newest.containsKey(domain)) {
                displaced.add(domain);
            }
        }

        private void acceptAdaptation(ConsumerRecord<byte[], byte[]> record) {
            DecodeResult<AdaptationRecord> decoded = Topics.ADAPTATIONS.codec().decode(record.value());
            if (decoded instanceof DecodeResult.Valid<AdaptationRecord> valid) {
                adaptations.add(valid.message());
            } else if (decoded instanceof DecodeResult.Invalid<AdaptationRecord> invalid) {
                LOG.warnf(
                        "skipping invalid record %s-%d@%d: %s",
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        invalid.violation().description());
            }
        }
    }
}
