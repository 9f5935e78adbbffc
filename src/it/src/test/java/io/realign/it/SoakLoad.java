package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorDrift;
import io.realign.cli.simulate.Simulator;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.it.EventProducer.SentRecord;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends events of several domains at a constant rate from a thread of its own, and malformed records among them. While the
 * broker is unavailable, the records wait in the producer.
 */
final class SoakLoad implements AutoCloseable {
    /** The names are on all partitions of the topic. */
    static final List<String> DOMAINS = List.of("site-1", "site-2", "site-3", "site-4", "site-5", "site-6");

    /** Events of a domain between two of its drifts, enough for an adaptation and a rollout. */
    private static final long EVENTS_BETWEEN_DRIFTS = 6000;

    /** First drift of the domains that drift. */
    private static final Map<String, Long> FIRST_DRIFTS = Map.of("site-1", 320L, "site-4", 3000L, "site-6", 50_000L);

    private static final Duration INTERVAL = Duration.ofMillis(50);
    private static final int ROUNDS_PER_MALFORMED_RECORD = 40;
    private static final byte[] MALFORMED = {1, 2, 3};

    /** Longer than any outage: an event that was accepted by the producer has to arrive. */
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(20);

    private final List<Site> sites;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Thread thread = new Thread(this::sendUntilStopped, "soak-load");
    private final List<SentRecord> sent = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private volatile boolean stopped;

    private record Site(String domain, Simulator simulator) {}

    SoakLoad(String bootstrap, long seed) {
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "delivery.timeout.ms",
                        (int) DELIVERY_TIMEOUT.toMillis(),
                        "max.block.ms",
                        DELIVERY_TIMEOUT.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        sites = DOMAINS.stream()
                .map(domain -> new Site(
                        domain,
                        new Simulator(Scenario.standard(0, 1).array(), drifts(domain), seed + DOMAINS.indexOf(domain))))
                .toList();
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the load and returns the records, by offset in each partition, once all of them are in the log. */
    List<SentRecord> stop() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
        producer.flush();
        synchronized (sent) {
            if (!failures.isEmpty()) {
                throw new AssertionError(failures.size() + " records could not be sent", failures.get(0));
            }
            return List.copyOf(sent);
        }
    }

    @Override
    public void close() {
        stopped = true;
        producer.close(Duration.ZERO);
    }

    private static List<SensorDrift> drifts(String domain) {
        return FIRST_DRIFTS.containsKey(domain)
                ? Scenario.standard(FIRST_DRIFTS.get(domain), EVENTS_BETWEEN_DRIFTS)
                        .drifts()
                : List.of();
    }

    private void sendUntilStopped() {
        long due = System.nanoTime();
        for (int round = 0; !stopped; round++) {
            for (Site site : sites) {
                FeatureEvent event = new FeatureEvent(
                        site.domain() + "-" + round,
                        site.domain(),
                        Instant.now(),
                        Tensor.vector(site.simulator().next().features()),
                        Optional.empty());
                send(
                        event.domain(),
                        event.id(),
                        true,
                        Topics.TARGET_EVENTS.codec().encode(event));
            }
            if (round % ROUNDS_PER_MALFORMED_RECORD == 0) {
                send(DOMAINS.get(round / ROUNDS_PER_MALFORMED_RECORD % DOMAINS.size()), "", false, MALFORMED);
            }
            due += INTERVAL.toNanos();
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void send(String domain, String id, boolean valid, byte[] value) {
        String topic = Topics.TARGET_EVENTS.name();
        var record = new ProducerRecord<>(topic, domain.getBytes(UTF_8), value);
        var unused = producer.send(record, (metadata, failure) -> {
            synchronized (sent) {
                if (failure == null) {
                    sent.add(new SentRecord(topic, domain, id, valid, metadata.partition(), metadata.offset()));
                } else {
                    failures.add(failure);
                }
            }
        });
    }
}
