package io.realign.adapter.watch;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.model.SigningKeys;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Reads the log from its beginning onto the board. It belongs to no consumer group and commits nothing: what it has read
 * lives as long as the board.
 */
@Singleton
final class WatchFeed {
    private static final Logger LOG = Logger.getLogger(WatchFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration HEARTBEAT = Duration.ofSeconds(5);

    private final WatchTopics topics;
    private final WatchBoard board;
    private final Consumer<byte[], byte[]> consumer;
    private final InstantSource clock;
    private final Thread thread = new Thread(this::run, "watch-feed");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private Instant heartbeat = Instant.MIN;

    WatchFeed(
            WatchBoard board,
            @ConfigProperty(name = "realign.bootstrap") String bootstrap,
            SigningKeys keys,
            InstantSource clock) {
        this.topics = new WatchTopics(keys.trusted(), clock);
        this.board = board;
        this.clock = clock;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers", bootstrap,
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

    private void run() {
        try (consumer) {
            while (stopped.getCount() > 0) {
                if (!clock.instant().isBefore(heartbeat)) {
                    board.beat(findPartitions());
                    heartbeat = clock.instant().plus(HEARTBEAT);
                }
                if (consumer.assignment().isEmpty()) {
                    stopped.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    read(consumer.poll(POLL));
                }
            }
        } catch (WakeupException | InterruptedException e) {
            LOG.debug("stopped", e);
        } catch (RuntimeException e) {
            board.beat(false);
            LOG.error("the watch page stands still: its feed has ended, restart the service", e);
        }
    }

    /** Topics may be made, and given more partitions, while this runs. */
    private boolean findPartitions() {
        try {
            Set<TopicPartition> found = consumer.listTopics(ANSWER).entrySet().stream()
                    .filter(topic -> topics.names().contains(topic.getKey()))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .collect(Collectors.toSet());
            if (!found.equals(consumer.assignment())) {
                consumer.assign(found);
            }
            return true;
        } catch (WakeupException e) {
            throw e;
        } catch (KafkaException e) {
            LOG.warnf("the broker did not say which topics it has, asking again: %s", e.getMessage());
            return false;
        }
    }

    private void read(ConsumerRecords<byte[], byte[]> records) {
        board.change(view -> StreamSupport.stream(records.spliterator(), false)
                .map(bytes -> topics.read(view, bytes))
                .flatMap(List::stream)
                .toList());
    }
}
