package io.realign.adapter.control;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.adaptation.budget.QueuedAlert;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.control.release.BaseModelBootstrap;
import io.realign.adapter.control.release.KafkaPublisher;
import io.realign.adapter.store.ModelRegistry;
import io.realign.alert.DriftAlert;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.Topics;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes the alerts in and has one after the other adapted to. An alert counts as read when its outcome is published, and its
 * offset is committed when all before it count as read.
 */
@ApplicationScoped
public class AlertConsumer {
    private static final String STAGE = "adapter-service";
    private static final Logger LOG = Logger.getLogger(AlertConsumer.class);

    private final AdaptationProcessor adaptations;
    private final BaseModelBootstrap baseModel;
    private final KafkaPublisher publisher;
    private final InstantSource clock;
    private final AlertQueue queue;

    AlertConsumer(
            AdaptationProcessor adaptations,
            BaseModelBootstrap firstModel,
            KafkaPublisher publisher,
            ModelRegistry registry,
            InstantSource clock,
            MeterRegistry meters) {
        this.adaptations = adaptations;
        this.baseModel = firstModel;
        this.publisher = publisher;
        this.clock = clock;
        this.queue = new AlertQueue(
                waiting -> QueuedAlert.next(
                        waiting,
                        domain -> adaptations.deferralReason(domain).isEmpty(),
                        registry.history().adaptations(),
                        clock.instant()),
                this::adapt,
                AlertConsumer::onFailure);
        new AlertQueueMetrics(queue::waiting, clock).bindTo(meters);
    }

    void onStart(@Observes StartupEvent start) {
        queue.start();
    }

    void onStop(@Observes ShutdownEvent stop) {
        queue.stop();
    }

    @Incoming("drift-alerts")
    Uni<Void> receive(Message<ConsumerRecord<byte[], byte[]>> message) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> decode(message))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private void decode(Message<ConsumerRecord<byte[], byte[]>> message) {
        ConsumerRecord<byte[], byte[]> record = message.getPayload();
        DecodeResult<DriftAlert> decoded = Topics.DRIFT_ALERTS.codec().decode(record.value());
        if (decoded instanceof DecodeResult.Valid<DriftAlert> value) {
            enqueue(value.message(), message::ack);
        } else if (decoded instanceof DecodeResult.Invalid<DriftAlert> bad) {
            LOG.warnf(
                    "alert at offset %d goes to %s: %s",
                    record.offset(),
                    Topics.DRIFT_ALERTS.deadLetterTopic(),
                    bad.rejection().cause());
            sendToDeadLetterTopic(record, bad);
            message.ack();
        }
    }

    private void enqueue(DriftAlert alert, Runnable read) {
        adaptations
                .deferralReason(alert.domain())
                .ifPresent(reason -> LOG.infof("%s: alert %s waits: %s", alert.domain(), alert.id(), reason));
        try {
            queue.add(new QueuedAlert(alert, clock.instant()), read);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void sendToDeadLetterTopic(ConsumerRecord<byte[], byte[]> record, DecodeResult.Invalid<DriftAlert> bad) {
        try {
            publisher.publish(new DeadLetter(
                    bad.rejection(),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    STAGE,
                    record.key(),
                    record.value()));
        } catch (RuntimeException e) {
            exitProcess("the alert at offset " + record.offset() + " could not be put aside", e);
            throw e;
        }
    }

    private void adapt(QueuedAlert alert, List<QueuedAlert> others) {
        baseModel.await();
        Optional<DriftAlert> later = alert.supersededBy(others).map(QueuedAlert::alert);
        adaptations.handle(alert.alert(), later);
    }

    private static void onFailure(Throwable e) {
        if (e instanceof AdaptationInterruptedException || e instanceof InterruptException) {
            LOG.debug("stopped; what was not finished comes again", e);
        } else {
            exitProcess("an alert has no outcome", e);
        }
    }

    /** The broker's trouble, not the alert's: whoever comes after this process gets the alert again. */
    private static void exitProcess(String what, Throwable e) {
        LOG.errorf(e, "%s, this process ends", what);
        Quarkus.asyncExit(1);
    }
}
