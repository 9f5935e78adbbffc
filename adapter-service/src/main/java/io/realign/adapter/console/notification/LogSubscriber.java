package io.realign.adapter.console.notification;

import io.realign.replay.KafkaLogReader;
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
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Hands on what is written to some topics to one recipient, in order and on a thread of its own. An offset is committed when
 * the recipient has the record, so a process that comes after this one goes on with what it had not. A new recipient gets what
 * is written from then on.
 */
public final class LogSubscriber implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LogSubscriber.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** A broker forgets offsets that nobody has committed for a week. */
    private static final Duration COMMIT_EVERY = Duration.ofHours(1);

    private final String bootstrap;
    private final String groupId;
    private final Set<String> topics;
    private final RecordHandler handler;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private Instant lastCommitAt = Instant.MIN;

    /**
     * Hands on nothing before {@link #start}.
     *
     * @param bootstrap {@code host:port} of a broker
     * @param name of the recipient, under which the broker keeps what it has; no other may have it
     */
    public LogSubscriber(
            String bootstrap, String name, Set<String> topics, RecordHandler recipient, InstantSource clock) {
        this.bootstrap = bootstrap;
        this.groupId = name;
        this.topics = Set.copyOf(topics);
        this.handler = recipient;
        this.clock = clock;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    /**
     * When it returns, whatever is written is going to be handed on.
     *
     * @throws KafkaException if the broker does not answer
     */
    public void start() {
        open().close();
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (closed.getCount() > 0) {
            try {
                forward(open());
            } catch (InterruptedException | InterruptException e) {
                LOG.debugf(e, "%s: stopped; what was not handed on comes again", groupId);
                return;
            } catch (RuntimeException e) {
                LOG.errorf(e, "%s: what is next cannot be handed on; tried again in %s", groupId, PAUSE);
                pause();
            }
        }
    }

    private void forward(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        try {
            while (closed.getCount() > 0) {
                read(consumer);
            }
        } finally {
            // Closing is no work that an interruption is to end.
            boolean interrupted = Thread.interrupted();
            consumer.close();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void read(KafkaConsumer<byte[], byte[]> consumer) throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            handler.handle(record);
            TopicPartition partition = new TopicPartition(record.topic(), record.partition());
            commit(consumer, Map.of(partition, new OffsetAndMetadata(record.offset() + 1)));
        }
        if (clock.instant().isAfter(lastCommitAt.plus(COMMIT_EVERY))) {
            commit(consumer, positions(consumer));
        }
    }

    /** Where the process before this one has ended, or where the topics end now. */
    private KafkaConsumer<byte[], byte[]> open() {
        KafkaConsumer<byte[], byte[]> consumer = consumer();
        try {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> KafkaLogReader.partitions(consumer, topic).stream())
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, OffsetAndMetadata> known = consumer.committed(Set.copyOf(partitions));
            List<TopicPartition> fresh = partitions.stream()
                    .filter(partition -> known.get(partition) == null)
                    .toList();
            if (!fresh.isEmpty()) {
                consumer.seekToEnd(fresh);
            }
            commit(consumer, positions(consumer));
            return consumer;
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
    }

    /** Of what the log has let go of, the oldest that it still holds is next. */
    private KafkaConsumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, groupId);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private void commit(KafkaConsumer<?, ?> consumer, Map<TopicPartition, OffsetAndMetadata> offsets) {
        consumer.commitSync(offsets);
        lastCommitAt = clock.instant();
    }

    private static Map<TopicPartition, OffsetAndMetadata> positions(KafkaConsumer<?, ?> consumer) {
        return consumer.assignment().stream()
                .collect(Collectors.toMap(
                        Function.identity(), partition -> new OffsetAndMetadata(consumer.position(partition))));
    }

    private void pause() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debugf(e, "%s: stopped in a pause", groupId);
        }
    }
}
