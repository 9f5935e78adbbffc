package io.realign.adapter;

import io.quarkus.runtime.Quarkus;
import io.realign.adapter.adaptation.StoppedException;
import io.realign.adapter.model.Publisher;
import io.realign.alert.DriftAlert;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topics;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes the alerts in, one after the other. An alert counts as read when this returns, with its outcome published. */
@ApplicationScoped
public class AlertInbox {
    private static final String STAGE = "adapter-service";
    private static final Logger LOG = Logger.getLogger(AlertInbox.class);

    private final Adaptations adaptations;
    private final FirstModel firstModel;
    private final Publisher publisher;

    AlertInbox(Adaptations adaptations, FirstModel firstModel, Publisher publisher) {
        this.adaptations = adaptations;
        this.firstModel = firstModel;
        this.publisher = publisher;
    }

    @Incoming("drift-alerts")
    @Blocking
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
            adaptations.handle(value.message());
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
