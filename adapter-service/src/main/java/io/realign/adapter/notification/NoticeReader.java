package io.realign.adapter.notification;

import io.realign.client.ReleaseReader;
import io.realign.model.ModelRelease;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Announcement;
import io.realign.schemas.CloudEvent;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Makes notices of records. What is no message is passed over, and so is a release that nobody who is trusted vouches for.
 *
 * @param keys who may vouch for a release
 * @param clock says which keys count
 */
record NoticeReader(TrustedKeys keys, InstantSource clock) {
    private static final Logger LOG = Logger.getLogger(NoticeReader.class);

    Optional<Notice> read(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return Optional.empty();
        }
        if (record.topic().equals(Topics.DRIFT_ALERTS.name())) {
            return message(record, Topics.DRIFT_ALERTS, alert -> new Notice(Kind.ALERT, CloudEvent.of(alert), alert));
        }
        if (record.topic().equals(Topics.ADAPTATIONS.name())) {
            return message(
                    record,
                    Topics.ADAPTATIONS,
                    adaptation -> new Notice(Kind.ADAPTATION, CloudEvent.of(adaptation), adaptation));
        }
        return release(record);
    }

    private static <T> Optional<Notice> message(
            ConsumerRecord<byte[], byte[]> record, Topic<T> topic, Function<T, Notice> notice) {
        Decoded<T> decoded = topic.codec().decode(record.value());
        if (decoded instanceof Decoded.Value<T> value) {
            return Optional.of(notice.apply(value.message()));
        }
        LOG.warnf("nobody is told of %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), decoded);
        return Optional.empty();
    }

    private Optional<Notice> release(ConsumerRecord<byte[], byte[]> record) {
        Announcement announcement = ReleaseReader.open(record, keys, clock.instant());
        if (announcement instanceof Announcement.Released released) {
            return Optional.of(
                    new Notice(kind(released.release()), CloudEvent.of(released.release()), released.release()));
        }
        LOG.warnf("nobody is told of a release: %s", announcement);
        return Optional.empty();
    }

    private static Kind kind(ModelRelease release) {
        if (release.rollbackTo() > 0) {
            return Kind.ROLLBACK;
        }
        return release.exposure().step() == 0 ? Kind.RELEASE : Kind.STEP;
    }
}
