package io.realign.adapter;

import io.quarkus.runtime.Quarkus;
import io.realign.adaptation.Waiting;
import io.realign.adapter.adaptation.StoppedException;
import io.realign.adapter.model.Publisher;
import io.realign.adapter.model.Registry;
import io.realign.alert.DriftAlert;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topics;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes the alerts in, several at a time, and has one after the other adapted to. An alert counts as read when
 * {@link #receive} returns, with its outcome published, and its offset is committed when all before it count as read.
 */
@ApplicationScoped
public class AlertInbox {
    private static final String STAGE = "adapter-service";
    private static final Logger LOG = Logger.getLogger(AlertInbox.class);

    private final Adaptations adaptations;
    private final FirstModel firstModel;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Turns turns;

    AlertInbox(
            Adaptations adaptations,
            FirstModel firstModel,
            Publisher publisher,
            Registry registry,
            InstantSource clock) {
        this.clock = clock;
        this.turns =
                new Turns(waiting -> Waiting.next(waiting, registry.history().adaptations(), clock.instant()));
        this.adaptations = adaptations;
        this.firstModel = firstModel;
        this.publisher = publisher;
    }

    @Incoming("drift-alerts")
    @Blocking(ordered = false)
    void receive(ConsumerRecord<byte[], byte[]> record) {
        try {
            take(record);
        } catch (StoppedException | InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            // The broker's trouble, not the alert's: whoever comes after this process gets the alert again.
            LOG.errorf(e, "alert at offset %d has no outcome, this process ends", record.offset());
            Quarkus.asyncExit(1);
            throw e;
        }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        Decoded<DriftAlert> decoded = Topics.DRIFT_ALERTS.codec().decode(record.value());
        if (decoded instanceof Decoded.Value<DriftAlert> value) {
            firstModel.await();
            DriftAlert alert = value.message();
            turns.take(new Waiting(alert, clock.instant()), () -> adaptations.handle(alert));
        } else if (decoded instanceof Decoded.Refused<DriftAlert> bad) {
            LOG.warnf(
                    "alert at offset %d goes to %s: %s",
                    record.offset(),
                    Topics.DRIFT_ALERTS.deadLetters(),
                    bad.rejection().cause());
            publisher.publish(new DeadLetter(
                    bad.rejection(),
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    STAGE,
                    record.key(),
                    record.value()));
        }
    }
}
