package io.realign.adapter.watch;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.Settings;
import io.realign.adapter.history.Batch;
import io.realign.adapter.history.HistoryStore;
import io.realign.model.SigningKeys;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
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
 * Reads the log into the history and onto the board. It belongs to no consumer group: how far it has read stands in the
 * database, beside the rows that came of it.
 */
@Singleton
final class WatchFeed {
    private static final Logger LOG = Logger.getLogger(WatchFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);
    private static final Duration TIDYING = Duration.ofHours(1);

    private final WatchTopics topics;
    private final WatchBoard board;
    private final HistoryStore history;
    private final Settings.History settings;
    private final Consumer<byte[], byte[]> consumer;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "watch-feed");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Instant heartbeat = Instant.MIN;
    private Instant tidying = Instant.MIN;
    private volatile boolean rebuild;

    WatchFeed(WatchBoard board, HistoryStore history, Settings settings, SigningKeys keys, InstantSource clock) {
        this.topics = new WatchTopics(keys.trusted(), clock);
        this.board = board;
        this.history = history;
        this.settings = settings.history();
        this.clock = clock;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", settings.bootstrap(),
                        "auto.offset.reset", "earliest",
                        "enable.auto.commit", "false",
                        "allow.auto.create.topics", "false",
                        "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        consumer.wakeup();
        thread.join(ANSWER.toMillis());
    }

    /** Empties the history and reads the log from its beginning, soon. */
    void rebuild() {
        rebuild = true;
    }

    private void run() {
        try (consumer) {
            untilAnswered(this::remember);
            while (stopped.getCount() > 0) {
                if (!clock.instant().isBefore(heartbeat)) {
                    board.beat(findPartitions());
                    heartbeat = clock.instant().plus(HEARTBEAT);
                }
                if (consumer.assignment().isEmpty()) {
                    stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    beginAnewIfAsked();
                    read(consumer.poll(POLL));
                    tidy();
                }
            }
        } catch (WakeupException | InterruptedException e) {
            LOG.debug("stopped", e);
        } catch (RuntimeException e) {
            board.beat(false);
            LOG.error("the watch page stands still: its feed has ended, restart the service", e);
        }
    }

    /** What was known before the last stop. */
    private void remember() {
        history.open();
        board.change(view -> {
            new Recollection(history).into(view);
            return List.of();
        });
    }

    /** Topics may be made, and given more partitions, while this runs. */
    private boolean findPartitions() throws InterruptedException {
        try {
            Set<TopicPartition> found = consumer.listTopics(ANSWER).entrySet().stream()
                    .filter(topic -> topics.names().contains(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .collect(Collectors.toSet());
            if (!found.equals(consumer.assignment())) {
                Map<TopicPartition, Long> positions = new HashMap<>();
                untilAnswered(() -> positions.putAll(history.positions()));
                Set<TopicPartition> fresh = new HashSet<>(found);
                fresh.removeAll(consumer.assignment());
                consumer.assign(found);
                fresh.stream()
                        .filter(positions::containsKey)
                        .forEach(known -> consumer.seek(known, positions.get(known)));
            }
            return true;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("the broker did not say which topics it has, asking again: %s", e.getMessage());
            return false;
        }
    }

    private void read(ConsumerRecords<byte[], byte[]> records) throws InterruptedException {
        Batch batch = new Batch();
        List<Function<WatchView, List<Change>>> folds = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> bytes : records) {
            folds.add(topics.read(bytes, batch));
            batch.read(new TopicPartition(bytes.topic(), bytes.partition()), bytes.offset() + 1);
        }
        if (!folds.isEmpty()) {
            untilAnswered(() -> history.write(batch));
        }
        board.change(view ->
                folds.stream().flatMap(fold -> fold.apply(view).stream()).toList());
    }

    private void beginAnewIfAsked() throws InterruptedException {
        if (rebuild) {
            rebuild = false;
            LOG.info("the history is made anew from the log");
            untilAnswered(history::clear);
            consumer.seekToBeginning(consumer.assignment());
        }
    }

    private void tidy() throws InterruptedException {
        Instant now = clock.instant();
        if (!now.isBefore(tidying)) {
            untilAnswered(() -> history.forget(now.minus(settings.windows()), now.minus(settings.messages())));
            tidying = now.plus(TIDYING);
        }
    }

    /** The log waits for the database, and so does the page, which says so. */
    private void untilAnswered(Runnable ask) throws InterruptedException {
        while (true) {
            try {
                ask.run();
                return;
            } catch (JdbiException | FlywayException e) {
                LOG.warnf("the database of the history does not answer, asking again: %s", e.getMessage());
                board.beat(false);
                if (stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new InterruptedException("stopped while the database of the history did not answer");
                }
            }
        }
    }
}
