package io.realign.adapter.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.client.ReleaseReader;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Announcement;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/** Which topic's records go where in the view. */
final class WatchTopics {
    private static final Logger LOG = Logger.getLogger(WatchTopics.class);
    private static final int CAUSE_LENGTH = 500;

    private final Map<String, Reader> readers = new HashMap<>();

    WatchTopics(TrustedKeys keys, InstantSource clock) {
        messages(Topics.DRIFT_WINDOWS, WatchView::window);
        messages(Topics.DRIFT_ALERTS, WatchView::alert);
        messages(Topics.ADAPTATIONS, WatchView::adaptation);
        readers.put(Topics.MODELS.name(), (view, bytes) -> release(view, bytes, keys, clock.instant()));
        messages(Topics.ROLLOUTS, WatchView::rollout);
        Topics.inputs().forEach(topic -> readers.put(topic.deadLetters(), WatchTopics::deadLetter));
    }

    Set<String> names() {
        return Set.copyOf(readers.keySet());
    }

    List<Change> read(WatchView view, ConsumerRecord<byte[], byte[]> dataRecord) {
        return readers.get(dataRecord.topic()).read(view, dataRecord);
    }

    private <T> void messages(Topic<T> topic, Fold<T> fold) {
        readers.put(topic.name(), (view, bytes) -> {
            Decoded<T> decoded = topic.codec().decode(bytes.value());
            if (decoded instanceof Decoded.Value<T> value) {
                return fold.add(view, value.message(), Instant.ofEpochMilli(bytes.timestamp()));
            }
            LOG.warnf("not shown: %s-%d at %d: %s", bytes.topic(), bytes.partition(), bytes.offset(), decoded);
            return List.of();
        });
    }

    private static List<Change> release(
            WatchView view, ConsumerRecord<byte[], byte[]> bytes, TrustedKeys keys, Instant now) {
        Announcement announcement =
                bytes.value() == null ? new Announcement.Refused("", "no value") : ReleaseReader.open(bytes, keys, now);
        if (announcement instanceof Announcement.Released released) {
            return view.model(released.release(), Instant.ofEpochMilli(bytes.timestamp()));
        }
        LOG.warnf("not shown: %s", announcement);
        return List.of();
    }

    private static List<Change> deadLetter(WatchView view, ConsumerRecord<byte[], byte[]> letter) {
        String cause = header(letter, DeadLetter.CAUSE);
        return view.deadLetter(
                letter.topic(),
                header(letter, DeadLetter.REASON),
                cause.substring(0, Math.min(cause.length(), CAUSE_LENGTH)),
                Instant.ofEpochMilli(letter.timestamp()));
    }

    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "unknown" : new String(header.value(), UTF_8);
    }

    /** Takes one record into the view. */
    private interface Reader {
        List<Change> read(WatchView view, ConsumerRecord<byte[], byte[]> bytes);
    }

    /** Takes one message into the view. */
    private interface Fold<T> {
        List<Change> add(WatchView view, T message, Instant loggedAt);
    }
}
