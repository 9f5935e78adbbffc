package io.realign.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.rollout.RolloutStatus;
import io.realign.rollout.ShadowPrediction;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells {@code rollouts} what became of each release; a report that cannot be sent does not keep a model from serving. */
final class Reports implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    /** Comparisons that wait to be sent: less than a second's at the rate of a busy consumer. */
    private static final int MOST_WAITING = 1024;

    private final Producer<byte[], byte[]> producer;
    private final ExecutorService beside = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WAITING), Reports::daemon, new DiscardPolicy());

    Reports(String bootstrap) {
        this.producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "enable.idempotence",
                        true,
                        "max.block.ms",
                        CLOSE_WITHIN.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    void send(RolloutStatus status) {
        send(new RolloutMessage(status));
    }

    void send(RolloutMessage message) {
        send(record(message), message.status());
    }

    /** Returns at once: no event waits for a broker. What cannot be sent in time is dropped, as it is one of many. */
    void send(ShadowPrediction shadow) {
        beside.execute(() -> {
            Topic<ShadowPrediction> topic = Topics.SHADOW_PREDICTIONS;
            byte[] domain = shadow.served().domain().getBytes(UTF_8);
            send(new ProducerRecord<>(topic.name(), domain, topic.codec().encode(shadow)), shadow.served());
        });
    }

    private void send(ProducerRecord<byte[], byte[]> record, Object report) {
        try {
            var unused = producer.send(record, (sent, failure) -> {
                if (failure != null) {
                    warn(report, failure);
                }
            });
        } catch (KafkaException e) {
            warn(report, e);
        }
    }

    @Override
    public void close() {
        beside.shutdownNow();
        producer.close(CLOSE_WITHIN);
    }

    private static ProducerRecord<byte[], byte[]> record(RolloutMessage message) {
        var record = new ProducerRecord<>(
                Topics.ROLLOUTS.name(),
                message.key().getBytes(UTF_8),
                Topics.ROLLOUTS.codec().encode(message.status()));
        message.cloudEvent().headers().forEach(record.headers()::add);
        return record;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "shadow-predictions");
        thread.setDaemon(true);
        return thread;
    }

    private static void warn(Object report, Exception failure) {
        LOG.warn("the report {} could not be sent", report, failure);
    }
}
