package io.realign.adapter.control;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.realign.adaptation.budget.QueuedAlert;
import io.realign.adapter.control.release.BaseModelTraining;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.instance.Instance;
import io.realign.adapter.instance.InstanceState;
import io.realign.adapter.instance.NotLeaderException;
import io.realign.adapter.instance.ServiceComponent;
import io.realign.adapter.store.ModelRegistry;
import io.realign.alert.DriftAlert;
import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.KafkaConnection;
import io.realign.schemas.Topics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;

/**
 * Consumes alerts and processes them one at a time. The topic has one partition, so one process of the consumer group receives the
 * alerts: it is the leader, and the others stand by. An offset is committed after all alerts before it are processed.
 */
@Singleton
public class AlertConsumer {
    private static final Logger LOG = Logger.getLogger(AlertConsumer.class);
    private static final String GROUP = "adapter-service";
    private static final TopicPartition PARTITION = new TopicPartition(Topics.DRIFT_ALERTS.name(), 0);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(500);
    private static final Duration RETRY_DELAY = Duration.ofSeconds(5);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);

    /** A standby takes over when the leader has sent no heartbeat for this time. */
    private static final int SESSION_TIMEOUT_MS = 15_000;

    private final KafkaConnection kafka;
    private final KafkaPublisher publisher;
    private final ModelRegistry registry;
    private final Instance instance;
    private final InstantSource clock;
    private final AlertHandler alertHandler;
    private final RetryingAlertProcessor processor;
    private final AlertQueue queue;
    private final ProcessedOffsets offsets = new ProcessedOffsets();
    private final Thread thread = new Thread(this::run, "alert-consumer");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Consumer<byte[], byte[]> currentConsumer;
    private Preparation preparation = () -> {};

    /** Blocks until alerts may be processed. */
    @FunctionalInterface
    public interface Preparation {
        void await() throws InterruptedException;
    }

    @Inject
    AlertConsumer(
            AlertHandler alertHandler,
            BaseModelTraining baseModel,
            KafkaConnection kafka,
            KafkaPublisher publisher,
            ModelRegistry registry,
            Instance instance,
            InstantSource clock,
            MeterRegistry meters) {
        this(alertHandler, baseModel::awaitBaseModel, kafka, publisher, registry, instance, clock, meters);
    }

    /** @param awaitBaseModel blocks until the base model is available; runs before each alert is processed */
    AlertConsumer(
            AlertHandler alertHandler,
            Runnable awaitBaseModel,
            KafkaConnection kafka,
            KafkaPublisher publisher,
            ModelRegistry registry,
            Instance instance,
            InstantSource clock,
            MeterRegistry meters) {
        this.kafka = kafka;
        this.publisher = publisher;
        this.registry = registry;
        this.instance = instance;
        this.clock = clock;
        this.alertHandler = alertHandler;
        this.processor = new RetryingAlertProcessor(alertHandler, publisher::publish, RETRY_DELAY);
        this.queue = new AlertQueue(
                waiting -> QueuedAlert.next(
                        waiting,
                        domain -> alertHandler.deferralReason(domain).isEmpty(),
                        registry.releaseHistory().adaptations(),
                        clock.instant()),
                (alert, others) -> {
                    awaitBaseModel.run();
                    if (processor.process(alert, others)) {
                        offsets.complete(alert.record().offset());
                    }
                });
        queue.bindTo(meters, clock);
        thread.setDaemon(true);
    }

    /**
     * Starts the threads.
     *
     * @param preparation runs before the first alert is read
     */
    public void start(Preparation preparation) {
        this.preparation = preparation;
        queue.start();
        thread.start();
    }

    /** Leaves the group, so that a standby takes over at once. */
    void onStop(@Observes ShutdownEvent stop) throws InterruptedException {
        stopped.countDown();
        queue.stop();
        Consumer<byte[], byte[]> consumer = currentConsumer;
        if (consumer == null) {
            thread.interrupt();
        } else {
            consumer.wakeup();
        }
        thread.join(STOP_TIMEOUT.toMillis());
    }

    private void run() {
        try {
            preparation.await();
        } catch (InterruptedException | InterruptException e) {
            LOG.debug("stopped before the service was prepared", e);
            return;
        }
        while (stopped.getCount() > 0) {
            try (Consumer<byte[], byte[]> consumer = open()) {
                currentConsumer = consumer;
                consume(consumer);
            } catch (WakeupException | InterruptException e) {
                LOG.debug("stopped", e);
            } catch (RuntimeException e) {
                stepDown();
                LOG.errorf(e, "cannot read %s, retrying in %s", PARTITION.topic(), RETRY_DELAY);
                waitBeforeRetry();
            }
        }
    }

    private void consume(Consumer<byte[], byte[]> consumer) {
        consumer.subscribe(List.of(PARTITION.topic()), new LeadershipListener());
        while (stopped.getCount() > 0) {
            if (queue.isFull()) {
                consumer.pause(consumer.assignment());
            } else {
                consumer.resume(consumer.paused());
            }
            consumer.poll(POLL_TIMEOUT).forEach(this::receive);
            commit(consumer);
        }
    }

    private void receive(ConsumerRecord<byte[], byte[]> record) {
        offsets.add(record.offset());
        try {
            DecodeResult<DriftAlert> decoded = decode(record);
            if (decoded instanceof DecodeResult.Valid<DriftAlert> valid) {
                enqueue(valid.message(), record);
            } else {
                processor.reject(record, ((DecodeResult.Invalid<DriftAlert>) decoded).violation());
                offsets.complete(record.offset());
            }
        } catch (NotLeaderException e) {
            LOG.infof("offset %d is left to the leader: %s", record.offset(), e.getMessage());
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            ServiceComponent.ALERTS.countSkipped(record, e);
            offsets.complete(record.offset());
        }
    }

    private static DecodeResult<DriftAlert> decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Topics.DRIFT_ALERTS.codec().decode(record.value());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return new DecodeResult.Invalid<>(
                    new ContractViolation(Reason.MALFORMED, "expected a record that can be decoded, got " + e));
        }
    }

    private void enqueue(DriftAlert alert, ConsumerRecord<byte[], byte[]> record) {
        alertHandler
                .deferralReason(alert.domain())
                .ifPresent(reason -> LOG.infof("%s: alert %s waits: %s", alert.domain(), alert.id(), reason));
        queue.add(new ReceivedAlert(new QueuedAlert(alert, clock.instant()), record));
    }

    /**
     * Commits the offset, if it has increased. After a failure, a later commit includes the offset. Otherwise the next leader receives
     * the alerts again, and finds their outcomes in the topics.
     */
    private void commit(Consumer<byte[], byte[]> consumer) {
        offsets.newlyCommittable().ifPresent(offset -> {
            try {
                consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(offset)));
            } catch (WakeupException | InterruptException e) {
                throw e;
            } catch (KafkaException e) {
                LOG.warnf("cannot commit offset %d of %s: %s", offset, PARTITION, e.getMessage());
            }
        });
    }

    private void stepDown() {
        if (instance.isLeader()) {
            instance.enter(InstanceState.STANDBY);
        }
        queue.clear();
        offsets.clear();
    }

    /**
     * The sticky assignor keeps the leader when another process joins. A poll returns one record, since the consumer may have to write
     * it to the dead letter topic, and the group removes a consumer that polls too late.
     */
    private KafkaConsumer<byte[], byte[]> open() {
        return new KafkaConsumer<>(
                kafka.clientProperties(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        GROUP,
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        SESSION_TIMEOUT_MS,
                        ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                        CooperativeStickyAssignor.class.getName(),
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        1,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false)),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void waitBeforeRetry() {
        try {
            stopped.await(RETRY_DELAY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The owner of the partition is the leader. It fences earlier leaders before it reads their messages. */
    private final class LeadershipListener implements ConsumerRebalanceListener {
        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> assigned) {
            if (assigned.contains(PARTITION)) {
                publisher.fenceEarlierLeaders();
                registry.refresh(ModelRegistry.BROKER_TIMEOUT);
                instance.enter(InstanceState.LEADER);
            }
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> revoked) {
            if (revoked.contains(PARTITION)) {
                // Otherwise the next leader would receive the alerts again that were processed since the latest commit.
                commit(currentConsumer);
                stepDown();
            }
        }
    }
}
