package io.realign.adapter.control;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.adaptation.budget.QueuedAlert;
import io.realign.adapter.control.adaptation.AdaptationInterruptedException;
import io.realign.adapter.control.release.BaseModelTraining;
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
 * Consumes alerts and processes them one at a time. An alert is acknowledged after its outcome is published. Its offset is
 * committed after all earlier alerts are acknowledged.
 */
@ApplicationScoped
public class AlertConsumer {
    private static final String STAGE = "adapter-service";
    private static final Logger LOG = Logger.getLogger(AlertConsumer.class);

    private final AdaptationProcessor adaptations;
    private final BaseModelTraining baseModel;
    private final KafkaPublisher publisher;
    private final InstantSource clock;
    private final AlertQueue queue;

    AlertConsumer(
            AdaptationProcessor adaptations,
            BaseModelTraining baseModel,
            KafkaPublisher publisher,
            ModelRegistry registry,
            InstantSource clock,
            MeterRegistry meters) {
        this.adaptations = adaptations;
        this.baseModel = baseModel;
        this.publisher = publisher;
        this.clock = clock;
        this.queue = new AlertQueue(
                waiting -> QueuedAlert.next(
                        waiting,
                        domain -> adaptations.deferralReason(domain).isEmpty(),
                        registry.releaseHistory().adaptations(),
                        clock.instant()),
                this::adapt,
                AlertConsumer::onFailure);
        queue.bindTo(meters, clock);
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
        if (decoded instanceof DecodeResult.Valid<DriftAlert> valid) {
            enqueue(valid.message(), message::ack);
        } else if (decoded instanceof DecodeResult.Invalid<DriftAlert> invalid) {
            LOG.warnf(
                    "sending invalid alert at offset %d to %s: %s",
                    record.offset(),
                    Topics.DRIFT_ALERTS.deadLetterTopic(),
                    invalid.violation().cause());
            sendToDeadLetterTopic(record, invalid);
            message.ack();
        }
    }

    private void enqueue(DriftAlert alert, Runnable acknowledge) {
        adaptations
                .deferralReason(alert.domain())
                .ifPresent(reason -> LOG.infof("%s: alert %s waits: %s", alert.domain(), alert.id(), reason));
        try {
            queue.add(new QueuedAlert(alert, clock.instant()), acknowledge);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void sendToDeadLetterTopic(
            ConsumerRecord<byte[], byte[]> record, DecodeResult.Invalid<DriftAlert> invalid) {
        try {
            publisher.publish(DeadLetter.of(
                    invalid.violation(),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    STAGE,
                    record.key(),
                    record.value()));
        } catch (RuntimeException e) {
            exitProcess("the alert at offset " + record.offset() + " could not be sent to the dead letter topic", e);
            throw e;
        }
    }

    private void adapt(QueuedAlert alert, List<QueuedAlert> others) {
        baseModel.awaitBaseModel();
        Optional<DriftAlert> later = alert.supersededBy(others).map(QueuedAlert::alert);
        adaptations.handle(alert.alert(), later);
    }

    private static void onFailure(Throwable e) {
        if (e instanceof AdaptationInterruptedException || e instanceof InterruptException) {
            LOG.debug("stopped; the current alert will be delivered again", e);
        } else {
            exitProcess("an alert could not be processed", e);
        }
    }

    /** The alert is not acknowledged, so the restarted process receives it again. */
    private static void exitProcess(String message, Throwable e) {
        LOG.errorf(e, "%s, exiting", message);
        Quarkus.asyncExit(1);
    }
}
