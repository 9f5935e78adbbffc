package io.realign.adapter.console.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.instance.InstanceHealth;
import io.realign.adapter.instance.ServiceComponent;
import io.realign.adapter.store.ArtifactStoreHealth;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ModelRegistryHealth;
import io.realign.model.ReleaseHistory;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.TopicReader;
import io.realign.schemas.DecodeResult;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.jboss.logging.Logger;

/**
 * Updates the metrics from Kafka topics. Counted records are read from the end of their topics, since each restart would otherwise
 * count old records again. Rollout statuses are read from the beginning of their compacted topic.
 */
@Singleton
final class MetricsCollector {
    private static final Logger LOG = Logger.getLogger(MetricsCollector.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    /** Shorter than common scrape intervals. */
    private static final Duration UPDATE_INTERVAL = Duration.ofSeconds(5);

    private final KafkaLogReader logReader;
    private final ModelRegistry registry;
    private final InstantSource clock;
    private final WindowMetrics windows;
    private final Counter alerts;
    private final DeadLetterMetrics deadLetters;
    private final ConsumerMetrics consumers;
    private final ReleaseMetrics releases;
    private final List<HealthCheck> healthChecks;
    private final GaugeTable ready;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "metrics-collector");
    private Instant updatedAt = Instant.MIN;

    MetricsCollector(
            MeterRegistry meters,
            ModelRegistry registry,
            @Readiness ModelRegistryHealth registryHealth,
            @Readiness ArtifactStoreHealth artifactsHealth,
            @Readiness InstanceHealth instanceHealth,
            InstantSource clock,
            @ConfigProperty(name = "realign.release-ttl") Duration releaseTtl,
            KafkaLogReader logReader) {
        this.logReader = logReader;
        this.registry = registry;
        this.clock = clock;
        this.windows = new WindowMetrics(meters);
        this.alerts = Counter.builder("realign.alert.raised")
                .description("Alerts raised by the drift job")
                .register(meters);
        this.deadLetters = new DeadLetterMetrics(meters);
        this.consumers = new ConsumerMetrics(meters);
        this.releases = new ReleaseMetrics(meters, releaseTtl);
        this.healthChecks = List.of(registryHealth, artifactsHealth, instanceHealth);
        this.ready = new GaugeTable(meters, "realign.component.ready", "1 if the component is ready");
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        thread.join(RETRY_DELAY.toMillis());
    }

    private void run() {
        try {
            do {
                readLog();
            } while (!stopped.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("interrupted; metrics are no longer updated", e);
        }
    }

    private void readLog() {
        try (TopicReader reader = TopicReader.open(logReader, topics(), BROKER_TIMEOUT)) {
            reader.seekToEnd(countedTopics(), BROKER_TIMEOUT);
            while (stopped.getCount() > 0) {
                reader.poll(POLL).forEach(record -> ServiceComponent.METRICS.processOrSkip(record, this::dispatch));
                updateGauges();
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "cannot read Kafka for metrics, retrying in %s; records written until then are not counted",
                    RETRY_DELAY);
            updateGauges();
        }
    }

    private static List<String> topics() {
        return Stream.concat(Stream.of(Topics.ROLLOUTS.name()), countedTopics().stream())
                .toList();
    }

    /** Topics whose records are counted. */
    private static List<String> countedTopics() {
        return Stream.concat(
                        Stream.of(Topics.DRIFT_WINDOWS.name(), Topics.DRIFT_ALERTS.name()),
                        DeadLetterMetrics.topics().stream())
                .toList();
    }

    private void dispatch(ConsumerRecord<byte[], byte[]> record) {
        String topic = record.topic();
        if (topic.equals(Topics.DRIFT_WINDOWS.name())) {
            if (Topics.DRIFT_WINDOWS.codec().decode(record.value()) instanceof DecodeResult.Valid<DriftWindow> valid) {
                windows.add(valid.message());
            }
        } else if (topic.equals(Topics.DRIFT_ALERTS.name())) {
            alerts.increment();
        } else if (topic.equals(Topics.ROLLOUTS.name())) {
            consumers.add(record);
        } else {
            deadLetters.add(record);
        }
    }

    private void updateGauges() {
        Instant now = clock.instant();
        if (now.isBefore(updatedAt.plus(UPDATE_INTERVAL))) {
            return;
        }
        updatedAt = now;
        ReleaseHistory history = registry.releaseHistory();
        windows.update();
        releases.update(history);
        consumers.update(history);
        ready.update(
                healthChecks.stream().map(HealthCheck::call).toList(),
                response -> Tags.of("component", response.getName()),
                response -> response.getStatus() == HealthCheckResponse.Status.UP ? 1 : 0);
    }
}
