package io.realign.adapter.console.notification;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.adapter.console.history.TimestampedMessage;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.CloudEventAttributes;
import io.realign.schemas.Topics;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Converts Kafka records to webhook events. Skips invalid records, releases without a valid signature, and records that only renew
 * the signature of a release.
 */
record WebhookEventReader(TrustedKeys keys, InstantSource clock) {
    Optional<WebhookEvent> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        if (record.topic().equals(Topics.DRIFT_ALERTS.name())) {
            return TimestampedMessage.decode(Topics.DRIFT_ALERTS, record)
                    .map(TimestampedMessage::message)
                    .map(alert -> new WebhookEvent(WebhookEventKind.ALERT, CloudEventAttributes.of(alert), alert));
        }
        if (record.topic().equals(Topics.ADAPTATIONS.name())) {
            return TimestampedMessage.decode(Topics.ADAPTATIONS, record)
                    .map(TimestampedMessage::message)
                    .map(adaptation -> new WebhookEvent(
                            WebhookEventKind.ADAPTATION, CloudEventAttributes.of(adaptation), adaptation));
        }
        return TimestampedMessage.verify(record, keys, clock.instant())
                .map(TimestampedMessage::message)
                .filter(release -> !isRenewal(record, release))
                .map(release -> new WebhookEvent(kind(release), CloudEventAttributes.of(release), release));
    }

    /** A renewal has another CloudEvents id than the release. */
    private static boolean isRenewal(ConsumerRecord<byte[], byte[]> record, ModelRelease release) {
        Header id = record.headers().lastHeader("ce_id");
        return id != null
                && !new String(id.value(), UTF_8)
                        .equals(CloudEventAttributes.of(release).id());
    }

    private static WebhookEventKind kind(ModelRelease release) {
        if (release.origin().rollbackTo() > 0) {
            return WebhookEventKind.ROLLBACK;
        }
        return release.traffic().step() == 0 ? WebhookEventKind.RELEASE : WebhookEventKind.STEP;
    }
}
