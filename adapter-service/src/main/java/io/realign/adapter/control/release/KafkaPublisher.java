package io.realign.adapter.control.release;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.NotLeaderException;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.adapter.tracing.TraceHeaders;
import io.realign.model.ModelRelease;
import io.realign.model.Signer;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.SignedRelease;
import io.realign.schemas.Topics;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Publishes releases, adaptation records and dead letters. A method returns when all in-sync replicas have written the message and
 * consumers with the isolation level {@code read_committed} receive it. The decision on the next command or alert therefore takes the
 * message into account.
 *
 * <p>Every message is a transaction with the same transactional id. A leader that opens the producer therefore fences all earlier
 * leaders: a process that was replaced without noticing it, for example during a long pause, can no longer publish.
 */
@Singleton
public class KafkaPublisher implements AutoCloseable {
    private static final String TRANSACTIONAL_ID = "adapter-service-publish";

    /** Shorter than the maximum poll interval of the alert consumer, which waits until a dead letter is written. */
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(30);

    private static final Duration VISIBILITY_POLL_INTERVAL = Duration.ofMillis(2);

    private final KafkaConnection kafka;
    private final Signer signer;
    private final ReleaseArchive archive;
    private final Instance instance;
    private final InstantSource clock;
    private KafkaProducer<byte[], byte[]> producer;
    private Admin admin;

    /** Whether another process has become the leader. Opening a producer would fence the new leader. */
    private boolean fenced;

    /**
     * @param archive stores every release, since the compacted topic retains only the newest release of each domain
     * @param instance only the leader publishes
     * @param clock time at which the signing key has to be valid
     */
    public KafkaPublisher(
            KafkaConnection kafka, Signer signer, ReleaseArchive archive, Instance instance, InstantSource clock) {
        this.kafka = kafka;
        this.signer = signer;
        this.archive = archive;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Makes the transactions of all earlier leaders fail from now on.
     *
     * @throws KafkaException if the broker does not answer
     */
    public synchronized void fenceEarlierLeaders() {
        closeProducer();
        producer = open();
        fenced = false;
    }

    /**
     * Publishes a release, or the next step of its rollout.
     *
     * @throws NotLeaderException if this process is not the leader
     * @throws IllegalStateException if the signing key is not valid now
     */
    public void publish(ModelRelease release) {
        publish(release, CloudEventAttributes.of(release));
    }

    /** Publishes a release again, with a later expiry and a new signature. */
    void publishRenewed(ModelRelease release, Instant signedAt) {
        publish(release, CloudEventAttributes.ofRenewal(release, signedAt));
    }

    private void publish(ModelRelease release, CloudEventAttributes attributes) {
        instance.requireLeadership();
        // Consumers would reject the record, and compaction would delete the release before it.
        signer.rejection(clock.instant()).ifPresent(reason -> {
            throw new IllegalStateException("cannot sign %s: %s; configure a signing key that is valid"
                    .formatted(release.displayName(), reason));
        });
        SignedRelease signed = SignedRelease.sign(release, signer);
        Map<String, byte[]> headers = new HashMap<>(attributes.headers());
        headers.putAll(signed.headers());
        TraceHeaders.inject(headers);
        archive.save(release, signed);
        send(Topics.MODELS.name(), signed.key(), signed.value(), headers);
    }

    public void publish(AdaptationRecord adaptation) {
        byte[] value = Topics.ADAPTATIONS.codec().encode(adaptation);
        byte[] key = adaptation.domain().getBytes(UTF_8);
        Map<String, byte[]> headers = CloudEventAttributes.of(adaptation).headers();
        TraceHeaders.inject(headers);
        send(Topics.ADAPTATIONS.name(), key, value, headers);
    }

    public void publish(DeadLetter deadLetter) {
        String topic = Topics.byName(deadLetter.topic()).deadLetterTopic();
        send(topic, deadLetter.key(), deadLetter.value(), deadLetter.headers());
    }

    @Override
    @PreDestroy
    public synchronized void close() {
        closeProducer();
        if (admin != null) {
            admin.close(Duration.ZERO);
        }
    }

    private synchronized void send(String topic, byte[] key, byte[] value, Map<String, byte[]> headers) {
        instance.requireLeadership();
        if (fenced) {
            throw new NotLeaderException("another process of the adapter service has become the leader");
        }
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, key, value);
        headers.forEach(record.headers()::add);
        boolean committed = false;
        try {
            if (producer == null) {
                producer = open();
            }
            producer.beginTransaction();
            Future<RecordMetadata> sent = producer.send(record);
            producer.flush();
            RecordMetadata written = sent.get();
            producer.commitTransaction();
            committed = true;
            awaitVisible(new TopicPartition(topic, written.partition()), written.offset());
        } catch (ExecutionException | KafkaException e) {
            fenced = isCausedByFencing(e);
            throw e instanceof KafkaException failure
                    ? failure
                    : new KafkaException("cannot write to " + topic, e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } finally {
            if (!committed) {
                // After a failed transaction the producer may be fenced or otherwise unusable.
                closeProducer();
            }
        }
    }

    /** Waits for the commit marker, which the broker writes shortly after it has accepted the commit. */
    private void awaitVisible(TopicPartition partition, long offset) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + BROKER_TIMEOUT.toNanos();
        while (lastStableOffset(partition) <= offset) {
            if (System.nanoTime() > deadline) {
                throw new TimeoutException("expected the commit marker of the transaction of %s@%d, got none within %s"
                        .formatted(partition, offset, BROKER_TIMEOUT));
            }
            Thread.sleep(VISIBILITY_POLL_INTERVAL.toMillis());
        }
    }

    private long lastStableOffset(TopicPartition partition) throws ExecutionException, InterruptedException {
        if (admin == null) {
            admin = Admin.create(kafka.clientProperties(Map.of()));
        }
        return admin.listOffsets(
                        Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static boolean isCausedByFencing(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(cause ->
                        cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException);
    }

    private void closeProducer() {
        if (producer != null) {
            KafkaProducer<byte[], byte[]> closing = producer;
            producer = null;
            closing.close(Duration.ZERO);
        }
    }

    private KafkaProducer<byte[], byte[]> open() {
        int timeout = (int) BROKER_TIMEOUT.toMillis();
        KafkaProducer<byte[], byte[]> opened = new KafkaProducer<>(
                kafka.clientProperties(Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, TRANSACTIONAL_ID,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, timeout,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, timeout,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout / 2,
                        ProducerConfig.LINGER_MS_CONFIG, 0)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        try {
            opened.initTransactions();
            return opened;
        } catch (RuntimeException e) {
            opened.close(Duration.ZERO);
            throw e;
        }
    }
}
