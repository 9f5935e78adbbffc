package io.realign.adapter;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.adaptation.Waiting;
import io.realign.adapter.adaptation.StoppedException;
import io.realign.adapter.model.Publisher;
import io.realign.adapter.model.Registry;
import io.realign.alert.DriftAlert;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Decoded;
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
public class AlertInbox {
    private static final String STAGE = "adapter-service";
    private static final Logger LOG = Logger.getLogger(AlertInbox.class);

    private final Adaptations adaptations;
    private final FirstModel firstModel;
    private final Publisher publisher;
    private final InstantSource clock;
    private final AlertQueue queue;

    AlertInbox(
            Adaptations adaptations,
            FirstModel firstModel,
            Publisher publisher,
            Registry registry,
            InstantSource clock,
            MeterRegistry meters) {
        this.adaptations = adaptations;
        this.firstModel = firstModel;
        this.publisher = publisher;
        this.clock = clock;
        this.queue = new AlertQueue(
                waiting -> Waiting.next(
                        waiting,
                        domain -> adaptations.delay(domain).isEmpty(),
                        registry.history().adaptations(),
                        clock.instant()),
                this::adapt,
                AlertInbox::broken);
        new AlertMeters(queue::waiting, clock).bindTo(meters);
    }

    void begin(@Observes StartupEvent start) {
        queue.begin();
    }

    void stop(@Observes ShutdownEvent stop) {
        queue.stop();
    }

    @Incoming("drift-alerts")
    Uni<Void> receive(Message<ConsumerRecord<byte[], byte[]>> message) {
        return Uni.createFrom()
                .voidItem()
                .invoke(() -> take(message))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
    }

    private void take(Message<ConsumerRecord<byte[], byte[]>> message) {
        ConsumerRecord<byte[], byte[]> record = message.getPayload();
        Decoded<DriftAlert> decoded = Topics.DRIFT_ALERTS.codec().decode(record.value());
        if (decoded instanceof Decoded.Value<DriftAlert> value) {
            enqueue(value.message(), message::ack);
        } else if (decoded instanceof Decoded.Refused<DriftAlert> bad) {
            LOG.warnf(
                    "alert at offset %d goes to %s: %s",
                    record.offset(),
                    Topics.DRIFT_ALERTS.deadLetters(),
                    bad.rejection().cause());
            bury(record, bad);
            message.ack();
        }
    }

    private void enqueue(DriftAlert alert, Runnable read) {
        adaptations
                .delay(alert.domain())
                .ifPresent(reason -> LOG.infof("%s: alert %s waits: %s", alert.domain(), alert.id(), reason));
        try {
            queue.add(new Waiting(alert, clock.instant()), read);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void bury(ConsumerRecord<byte[], byte[]> record, Decoded.Refused<DriftAlert> bad) {
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
            end("the alert at offset " + record.offset() + " could not be put aside", e);
            throw e;
        }
    }

    private void adapt(Waiting alert, List<Waiting> others) {
        firstModel.await();
        Optional<DriftAlert> later = alert.supersededBy(others).map(Waiting::alert);
        adaptations.handle(alert.alert(), later);
    }

    private static void broken(Throwable e) {
        if (e instanceof StoppedException || e instanceof InterruptException) {
            LOG.debug("stopped; what was not finished comes again", e);
        } else {
            end("an alert has no outcome", e);
        }
    }

    /** The broker's trouble, not the alert's: whoever comes after this process gets the alert again. */
    private static void end(String what, Throwable e) {
        LOG.errorf(e, "%s, this process ends", what);
        Quarkus.asyncExit(1);
    }
}
