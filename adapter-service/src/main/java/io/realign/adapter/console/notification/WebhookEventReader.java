package io.realign.adapter.console.notification;

import io.realign.client.internal.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.ReleaseAnnouncement;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Converts Kafka records to webhook events. Skips invalid records and unverified releases.
 *
 * @param keys keys that verify releases
 * @param clock time at which keys must be valid
 */
record WebhookEventReader(TrustedKeys keys, InstantSource clock) {
    private static final Logger LOG = Logger.getLogger(WebhookEventReader.class);

    Optional<WebhookEvent> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        if (record.topic().equals(Topics.DRIFT_ALERTS.name())) {
            return message(
                    record,
                    Topics.DRIFT_ALERTS,
                    alert -> new WebhookEvent(WebhookEventKind.ALERT, CloudEventAttributes.of(alert), alert));
        }
        if (record.topic().equals(Topics.ADAPTATIONS.name())) {
            return message(
                    record,
                    Topics.ADAPTATIONS,
                    adaptation -> new WebhookEvent(
                            WebhookEventKind.ADAPTATION, CloudEventAttributes.of(adaptation), adaptation));
        }
        return release(record);
    }

    private static <T> Optional<WebhookEvent> message(
            ConsumerRecord<byte[], byte[]> record, Topic<T> topic, Function<T, WebhookEvent> toEvent) {
        DecodeResult<T> decoded = topic.codec().decode(record.value());
        if (decoded instanceof DecodeResult.Valid<T> value) {
            return Optional.of(toEvent.apply(value.message()));
        }
        LOG.warnf("ignoring %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), decoded);
        return Optional.empty();
    }

    private Optional<WebhookEvent> release(ConsumerRecord<byte[], byte[]> record) {
        ReleaseAnnouncement announcement = ReleaseReader.verify(record, keys, clock.instant());
        if (announcement instanceof ReleaseAnnouncement.Verified released) {
            return Optional.of(new WebhookEvent(
                    kind(released.release()), CloudEventAttributes.of(released.release()), released.release()));
        }
        LOG.warnf("ignoring unverified release: %s", announcement);
        return Optional.empty();
    }

    private static WebhookEventKind kind(ModelRelease release) {
        if (release.rollbackTo() > 0) {
            return WebhookEventKind.ROLLBACK;
        }
        return release.traffic().step() == 0 ? WebhookEventKind.RELEASE : WebhookEventKind.STEP;
    }
}
