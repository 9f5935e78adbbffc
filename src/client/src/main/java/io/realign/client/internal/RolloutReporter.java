package io.realign.client.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.Map;
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

/**
 * Tells {@code rollouts} what became of each release, and {@code predictions.shadow} what the next one would have said.
 * Nobody who has something to tell waits for a broker: a model that cannot be reported serves.
 */
public final class RolloutReporter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RolloutReporter.class);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

    /** Comparisons that wait to be sent: less than a second's at the rate of a busy consumer. */
    private static final int MAX_QUEUED_SHADOWS = 1024;

    /** Two for each of some thousand domains that are served from the cache while the broker is away. */
    private static final int MAX_QUEUED_STATUSES = 1 << 14;

    private final String bootstrap;
    private final FollowerCounters counts;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService statuses = singleThreadExecutor("rollout-reports", MAX_QUEUED_STATUSES);
    private final ExecutorService shadows = singleThreadExecutor("shadow-predictions", MAX_QUEUED_SHADOWS);
    private Producer<byte[], byte[]> producer;

    /** Does not connect yet. */
    public RolloutReporter(String bootstrap, FollowerCounters counts) {
        this.bootstrap = bootstrap;
        this.counts = counts;
    }

    public void send(RolloutStatus status) {
        send(new RolloutMessage(status));
    }

    /** A consumer that comes up before the broker is heard of when the broker is there. */
    public void send(RolloutMessage message) {
        try {
            statuses.execute(() -> sendWithRetries(message));
        } catch (RejectedExecutionException e) {
            warn(message.status(), e);
        }
    }

    /** What cannot be sent in time is dropped, as it is one of many. */
    public void send(ShadowPrediction shadow) {
        try {
            shadows.execute(() -> sendAsync(shadow));
        } catch (RejectedExecutionException e) {
            counts.countShadowDropped();
            LOG.debug("too many shadow predictions wait already", e);
        }
    }

    @Override
    public void close() {
        closed.countDown();
        shadows.shutdownNow();
        statuses.shutdown();
        closeProducer(awaitSent() ? CLOSE_TIMEOUT : Duration.ZERO);
    }

    private boolean awaitSent() {
        try {
            boolean told = statuses.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            if (!told) {
                LOG.warn("{} reports could not be sent", statuses.shutdownNow().size() + 1);
            }
            return told;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void closeProducer(Duration patience) {
        if (producer != null) {
            producer.close(patience);
        }
    }

    private void sendWithRetries(RolloutMessage message) {
        ProducerRecord<byte[], byte[]> record = record(message);
        boolean again = true;
        while (again) {
            try {
                producer().send(record).get();
                again = false;
            } catch (ExecutionException | KafkaException e) {
                again = isRetriable(e) && !closedWithin(RETRY_INTERVAL);
                warn(message.status(), e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                again = false;
            }
        }
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
            counts.countShadowSent();
        } else {
            counts.countShadowDropped();
            LOG.debug("a shadow prediction could not be sent to {}", sent, failure);
        }
    }

    /** Not made before it is needed: it cannot be made while the names of the brokers mean nothing. */
    private synchronized Producer<byte[], byte[]> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    Map.of(
                            "bootstrap.servers",
                            bootstrap,
                            "acks",
                            "all",
                            "enable.idempotence",
                            true,
                            "max.block.ms",
                            CLOSE_TIMEOUT.toMillis()),
                    new ByteArraySerializer(),
                    new ByteArraySerializer());
        }
        return producer;
    }

    /** Whether it may go better when a broker can be reached. */
    private static boolean isRetriable(Exception failure) {
        return failure.getCause() instanceof RetriableException || failure.getCause() instanceof ConfigException;
    }

    private boolean closedWithin(Duration pause) {
        try {
            return closed.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static ProducerRecord<byte[], byte[]> record(RolloutMessage message) {
        var record = new ProducerRecord<>(
                Topics.ROLLOUTS.name(),
                message.key().getBytes(UTF_8),
                Topics.ROLLOUTS.codec().encode(message.status()));
        message.cloudEvent().headers().forEach(record.headers()::add);
        return record;
    }

    private static ExecutorService singleThreadExecutor(String name, int most) {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(most), task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    private static void warn(RolloutStatus report, Exception failure) {
        LOG.warn("the report {} could not be sent", report, failure);
    }
}
