package io.realign.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaGrant.Operation;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends statuses to the topic {@code rollouts} and shadow predictions to {@code predictions.shadow} without blocking the caller. */
public final class RolloutReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutReporter.class);
    private static final String CANNOT_SEND = "cannot send {}";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final RetryPolicy RETRIES = RetryPolicy.fixed(Duration.ofSeconds(1));

    /** Less than a second of shadow predictions of a busy consumer. */
    private static final int MAX_QUEUED_SHADOWS = 1024;

    /** Enough for two statuses of each of 8,192 domains, if the models are loaded from the cache while Kafka is unavailable. */
    private static final int MAX_QUEUED_STATUSES = 1 << 14;

    private final KafkaConnection kafka;
    private final FollowerCounters counters;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService statusExecutor = singleThreadExecutor("rollout-reporter", MAX_QUEUED_STATUSES);
    private final ExecutorService shadowExecutor = singleThreadExecutor("shadow-predictions", MAX_QUEUED_SHADOWS);
    private Producer<byte[], byte[]> producer;

    /** Creates a reporter without connecting. */
    public RolloutReporter(KafkaConnection kafka, FollowerCounters counters) {
        this.kafka = kafka;
        this.counters = counters;
    }

    /** Sends a status; retries until a broker is reachable. */
    public void send(RolloutStatus status) {
        try {
            statusExecutor.execute(() -> sendWithRetries(status));
        } catch (RejectedExecutionException e) {
            LOG.warn(CANNOT_SEND, status, e);
        }
    }

    /** Sends a shadow prediction; drops it if the queue is full or the broker is unreachable. */
    public void send(ShadowPrediction shadow) {
        try {
            shadowExecutor.execute(() -> sendAsync(shadow));
        } catch (RejectedExecutionException e) {
            counters.countShadowDropped();
            LOG.debug("the queue of shadow predictions is full", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        shadowExecutor.shutdownNow();
        statusExecutor.shutdown();
        closeProducer(awaitQueuedStatuses() ? CLOSE_TIMEOUT : Duration.ZERO);
    }

    private boolean awaitQueuedStatuses() {
        try {
            boolean sent = statusExecutor.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (!sent) {
                LOG.warn(
                        "discarding {} unsent rollout statuses",
                        statusExecutor.shutdownNow().size() + 1);
            }
            return sent;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void closeProducer(Duration timeout) {
        if (producer != null) {
            producer.close(timeout);
        }
    }

    private void sendWithRetries(RolloutStatus status) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.ROLLOUTS.name(),
                Topics.rolloutKey(status).getBytes(UTF_8),
                Topics.ROLLOUTS.codec().encode(status));
        CloudEventAttributes.of(status).headers().forEach(record.headers()::add);
        int failures = 0;
        boolean pending = true;
        while (pending) {
            try {
                producer().send(record).get();
                pending = false;
            } catch (ExecutionException | KafkaException e) {
                Optional<String> rejection = KafkaAccess.describeAccessFailure(kafka, Operation.WRITE, e);
                logFailure(status, rejection, e);
                pending = (rejection.isPresent() || isRetriable(e)) && RETRIES.awaitBackoff(++failures, closed);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                pending = false;
            }
        }
    }

    private static void logFailure(RolloutStatus status, Optional<String> rejection, Exception failure) {
        rejection.ifPresentOrElse(
                reason -> LOG.warn(CANNOT_SEND + ": {}", status, reason), () -> LOG.warn(CANNOT_SEND, status, failure));
    }

    private void sendAsync(ShadowPrediction shadow) {
        Topic<ShadowPrediction> topic = Topics.SHADOW_PREDICTIONS;
        byte[] domain = shadow.served().domain().getBytes(UTF_8);
        try {
            var unused = producer()
                    .send(
                            new ProducerRecord<>(
                                    topic.name(), domain, topic.codec().encode(shadow)),
                            this::countShadow);
        } catch (KafkaException e) {
            countShadow(null, e);
        }
    }

    private void countShadow(RecordMetadata sent, Exception failure) {
        if (failure == null) {
            counters.countShadowSent();
        } else {
            counters.countShadowDropped();
            LOG.debug("cannot send a shadow prediction to {}", sent, failure);
        }
    }

    /** Created on first use, since creation fails while the broker names cannot be resolved. */
    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    kafka.clientProperties(Map.of(
                            "acks", "all", "enable.idempotence", true, "max.block.ms", CLOSE_TIMEOUT.toMillis())),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    /** A {@link ConfigException} is thrown while the broker names cannot be resolved. */
    private static boolean isRetriable(Exception failure) {
        return failure.getCause() instanceof RetriableException || failure.getCause() instanceof ConfigException;
    }

    private static ExecutorService singleThreadExecutor(String name, int capacity) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(capacity), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }
}
