package io.realign.adapter.console.dashboard;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.AdapterSettings;
import io.realign.adapter.console.history.HistoryStore;
import io.realign.adapter.console.history.HistoryWriter;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.InstanceState;
import io.realign.model.SigningKeys;
import io.realign.schemas.KafkaConnection;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * Reads Kafka topics into the history database and the live view. It uses no consumer group: the offsets are stored in the
 * database, in the same transaction as the rows derived from the records.
 */
@Singleton
final class HistoryIngestor {
    private static final Logger LOG = Logger.getLogger(HistoryIngestor.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(5);
    private static final Duration PURGE_INTERVAL = Duration.ofHours(1);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);

    private final TopicHandlers topicHandlers;
    private final LiveViewBroadcaster broadcaster;
    private final HistoryStore history;
    private final AdapterSettings.History settings;
    private final HistoryWriter writer;
    private final KafkaConnection kafka;
    private final InstantSource clock;
    private final Instance instance;
    private final Thread thread = new Thread(this::run, "history-ingestor");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Instant nextHeartbeat = Instant.MIN;
    private InstanceState publishedState = InstanceState.WAITING;
    private Instant nextPurge = Instant.MIN;
    private volatile boolean rebuildRequested;
    private volatile Consumer<byte[], byte[]> currentConsumer;

    HistoryIngestor(
            LiveViewBroadcaster broadcaster,
            HistoryStore history,
            AdapterSettings settings,
            KafkaConnection kafka,
            SigningKeys keys,
            InstantSource clock,
            Instance instance) {
        this.topicHandlers = new TopicHandlers(keys.trusted(), clock);
        this.broadcaster = broadcaster;
        this.history = history;
        this.settings = settings.history();
        this.clock = clock;
        this.instance = instance;
        this.kafka = kafka;
        this.writer = new HistoryWriter(history, this::retryUntilAvailable);
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        Consumer<byte[], byte[]> consumer = currentConsumer;
        if (consumer != null) {
            consumer.wakeup();
        }
        thread.join(BROKER_TIMEOUT.toMillis());
    }

    /** Requests that the history be deleted and rebuilt from the beginning of the topics. */
    void requestRebuild() {
        rebuildRequested = true;
    }

    private void run() {
        try {
            retryUntilAvailable(history::open);
            restoreView();
            while (stopped.getCount() > 0) {
                ingestOrLog();
            }
        } catch (WakeupException | InterruptedException e) {
            LOG.debug("stopped", e);
        } catch (RuntimeException e) {
            broadcaster.publishHeartbeat(false);
            LOG.error("history ingestion stopped: the dashboard is no longer updated; restart the service", e);
        }
    }

    private void restoreView() throws InterruptedException {
        try {
            retryUntilAvailable(() -> broadcaster.apply(view -> {
                view.restore(history);
                return List.of();
            }));
        } catch (RuntimeException e) {
            LOG.error("cannot restore the live view from the history; it shows only new messages", e);
        }
    }

    /** After a failure, a new consumer continues at the offsets in the database. */
    private void ingestOrLog() throws InterruptedException {
        try (Consumer<byte[], byte[]> consumer = openConsumer()) {
            currentConsumer = consumer;
            ingest(consumer);
        } catch (WakeupException e) {
            throw e;
        } catch (RuntimeException e) {
            broadcaster.publishHeartbeat(false);
            LOG.errorf(e, "history ingestion failed, retrying in %s", RETRY_DELAY);
            stopped.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void ingest(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        nextHeartbeat = Instant.MIN;
        while (stopped.getCount() > 0) {
            if (!clock.instant().isBefore(nextHeartbeat) || instance.state() != publishedState) {
                publishedState = instance.state();
                broadcaster.publishHeartbeat(assignPartitions(consumer));
                nextHeartbeat = clock.instant().plus(HEARTBEAT_INTERVAL);
            }
            if (consumer.assignment().isEmpty()) {
                stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
            } else {
                rebuildIfRequested(consumer);
                store(consumer.poll(POLL));
                purgeExpired();
            }
        }
    }

    private Consumer<byte[], byte[]> openConsumer() {
        return new KafkaConsumer<>(
                kafka.clientProperties(Map.of(
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "isolation.level", "read_committed")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Called periodically, as partitions may be added. Returns whether the broker is available. */
    private boolean assignPartitions(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        try {
            Set<TopicPartition> found = consumer.listTopics(BROKER_TIMEOUT).entrySet().stream()
                    .filter(topic -> topicHandlers.topicNames().contains(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .collect(Collectors.toSet());
            if (!found.equals(consumer.assignment())) {
                Map<TopicPartition, Long> offsets = new HashMap<>();
                retryUntilAvailable(() -> offsets.putAll(history.nextOffsets()));
                offsets.keySet().retainAll(found);
                offsets.keySet().removeAll(consumer.assignment());
                consumer.assign(found);
                offsets.forEach(consumer::seek);
            }
            return true;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("cannot list topics, retrying: %s", e.getMessage());
            return false;
        }
    }

    private void store(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        List<Function<LiveView, List<ViewChange>>> updates = writer.write(records, topicHandlers::handle);
        broadcaster.apply(view -> updates.stream()
                .flatMap(update -> changes(update, view).stream())
                .toList());
    }

    private static List<ViewChange> changes(Function<LiveView, List<ViewChange>> update, LiveView view) {
        try {
            return update.apply(view);
        } catch (RuntimeException e) {
            LOG.error("cannot show a stored record in the live view", e);
            return List.of();
        }
    }

    private void rebuildIfRequested(Consumer<byte[], byte[]> consumer) throws InterruptedException {
        if (rebuildRequested) {
            rebuildRequested = false;
            LOG.info("rebuilding the history from the beginning of the topics");
            retryUntilAvailable(history::deleteAll);
            consumer.seekToBeginning(consumer.assignment());
        }
    }

    private void purgeExpired() throws InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(nextPurge)) {
            retryUntilAvailable(() -> history.purgeExpired(
                    now.minus(settings.windowRetention()), now.minus(settings.messageRetention())));
            nextPurge = now.plus(PURGE_INTERVAL);
        }
    }

    /** Retries until the database is available. Until then no records are read, and the heartbeat reports the outage. */
    private void retryUntilAvailable(Runnable operation) throws InterruptedException {
        while (true) {
            try {
                operation.run();
                return;
            } catch (JdbiException | FlywayException e) {
                LOG.warnf("the history database is unavailable, retrying: %s", e.getMessage());
                broadcaster.publishHeartbeat(false);
                if (stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("stopped while the history database was unavailable");
                }
            }
        }
    }
}
