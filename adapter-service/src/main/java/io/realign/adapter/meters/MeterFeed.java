package io.realign.adapter.meters;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.model.ArtifactsHealth;
import io.realign.adapter.model.Registry;
import io.realign.adapter.model.RegistryHealth;
import io.realign.client.log.Log;
import io.realign.model.History;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Reads the log from now on into the meters, and what consumers said from its beginning. Counting from the beginning would
 * show what happened long ago as happening at every start, and less of it whenever the log has let go of some.
 */
@Singleton
final class MeterFeed {
    private static final Logger LOG = Logger.getLogger(MeterFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Less than the usual time between two scrapes. */
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final Log log;
    private final Registry registry;
    private final InstantSource clock;
    private final Windows windows;
    private final Counter alerts;
    private final Letters letters;
    private final Followers followers;
    private final Lineages lineages;
    private final Checks checks;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "meters");
    private Instant shownAt = Instant.MIN;

    MeterFeed(
            MeterRegistry meters,
            Registry registry,
            @Readiness RegistryHealth registryHealth,
            @Readiness ArtifactsHealth artifactsHealth,
            InstantSource clock,
            @ConfigProperty(name = "realign.bootstrap") String bootstrap) {
        this.log = new Log(bootstrap);
        this.registry = registry;
        this.clock = clock;
        this.windows = new Windows(meters);
        this.alerts = Counter.builder("realign.alert.raised")
                .description("Alerts that the drift job has raised")
                .register(meters);
        this.letters = new Letters(meters);
        this.followers = new Followers(meters);
        this.lineages = new Lineages(meters);
        this.checks = new Checks(meters, registryHealth, artifactsHealth);
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        thread.join(PAUSE.toMillis());
    }

    private void run() {
        try {
            do {
                follow();
            } while (!stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("interrupted, nothing is counted any more", e);
        }
    }

    private void follow() {
        try (KafkaConsumer<byte[], byte[]> consumer = log.open()) {
            begin(consumer);
            while (stopped.getCount() > 0) {
                consumer.poll(POLL).forEach(this::take);
                show();
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "the log cannot be read for the meters, tried again in %s; what comes meanwhile is not counted",
                    PAUSE);
            show();
        }
    }

    private void begin(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> state = Log.partitions(consumer, Topics.ROLLOUTS.name());
        List<TopicPartition> streams = Stream.concat(
                        Stream.of(Topics.DRIFT_WINDOWS.name(), Topics.DRIFT_ALERTS.name()), Letters.topics().stream())
                .flatMap(topic -> Log.partitions(consumer, topic).stream())
                .toList();
        consumer.assign(Stream.concat(state.stream(), streams.stream()).toList());
        consumer.seekToBeginning(state);
        consumer.endOffsets(streams).forEach(consumer::seek);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(Topics.DRIFT_WINDOWS.name())) {
            if (Topics.DRIFT_WINDOWS.codec().decode(record.value()) instanceof Decoded.Value<DriftWindow> value) {
                windows.add(value.message());
            }
        } else if (topic.equals(Topics.DRIFT_ALERTS.name())) {
            alerts.increment();
        } else if (topic.equals(Topics.ROLLOUTS.name())) {
            followers.add(record);
        } else {
            letters.add(record);
        }
    }

    private void show() {
        Instant now = clock.instant();
        if (now.isBefore(shownAt.plus(EVERY))) {
            return;
        }
        shownAt = now;
        History history = registry.history();
        windows.show();
        lineages.show(history);
        followers.show(history);
        checks.show();
    }
}
