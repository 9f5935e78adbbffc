package io.realign.cli.feed;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.client.internal.KafkaAccess;
import io.realign.event.FeatureEvent;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.KafkaGrant.Operation;
import io.realign.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes events to Kafka. While the broker is unavailable, the sender waits and prints a line every few seconds. After a failed write,
 * the next call of {@link #send} or {@link #flush} throws an exception. Not thread-safe.
 */
final class EventSender implements AutoCloseable {
    private static final Duration REPORT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(10);

    private final KafkaConnection kafka;
    private final Consumer<String> out;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final AtomicLong unwritten = new AtomicLong();

    /** @param out receives a line while the sender waits */
    EventSender(KafkaConnection kafka, Consumer<String> out) {
        this.kafka = kafka;
        this.out = out;
        producer = new KafkaProducer<>(
                kafka.clientProperties(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.MAX_BLOCK_MS_CONFIG,
                        REPORT_INTERVAL.toMillis(),
                        // Without a delivery timeout, an outage delays events, but loses none.
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                        Integer.MAX_VALUE)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @param onWritten receives the position of the event, on a thread of the producer */
    void send(Topic<FeatureEvent> topic, FeatureEvent event, Consumer<RecordMetadata> onWritten) {
        byte[] key = event.domain().getBytes(UTF_8);
        var record = new ProducerRecord<>(topic.name(), key, topic.codec().encode(event));
        do {
            throwIfFailed();
            unwritten.incrementAndGet();
        } while (!isBuffered(producer.send(record, (metadata, problem) -> {
            unwritten.decrementAndGet();
            if (problem == null) {
                onWritten.accept(metadata);
            } else if (!(problem instanceof TimeoutException)) {
                failure.compareAndSet(null, problem);
            }
        })));
    }

    /** Waits until all events are written. */
    void flush() {
        long lastReport = System.nanoTime();
        while (unwritten.get() > 0) {
            pause();
            if (System.nanoTime() - lastReport > REPORT_INTERVAL.toNanos()) {
                lastReport = System.nanoTime();
                reportWaiting();
            }
        }
        throwIfFailed();
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
    }

    /** Whether the producer has buffered the event; false if the topic metadata is unavailable or the buffer stays full. */
    private boolean isBuffered(Future<RecordMetadata> sent) {
        if (sent.isDone()) {
            try {
                sent.get();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof TimeoutException) {
                    reportWaiting();
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return true;
    }

    private void reportWaiting() {
        out.accept("waiting for the Kafka broker at %s: %d events are not written yet"
                .formatted(kafka.bootstrapServers(), Math.max(1, unwritten.get())));
    }

    private void throwIfFailed() {
        Exception problem = failure.get();
        if (problem != null) {
            throw new IllegalStateException(
                    KafkaAccess.describeAccessFailure(kafka, Operation.WRITE, problem)
                            .orElse("cannot write an event to " + kafka.bootstrapServers()),
                    problem);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while events were written", e);
        }
    }
}
