package io.realign.adapter.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.adapter.history.Batch;
import io.realign.adapter.history.Kept;
import io.realign.adapter.history.Letter;
import io.realign.adapter.history.Point;
import io.realign.adapter.history.Seen;
import io.realign.client.ReleaseReader;
import io.realign.model.TrustedKeys;
import io.realign.schemas.Announcement;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Decoded;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import io.realign.window.DriftWindow;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/** What each record of the log adds to the history and to the view. */
final class WatchTopics {
    private static final Logger LOG = Logger.getLogger(WatchTopics.class);

    private final Map<String, Reader> readers = new HashMap<>();

    WatchTopics(TrustedKeys keys, InstantSource clock) {
        readers.put(Topics.DRIFT_WINDOWS.name(), WatchTopics::window);
        messages(Kept.ALERTS, WatchView::alert);
        messages(Kept.ADAPTATIONS, WatchView::adaptation);
        readers.put(Kept.RELEASES.topic().name(), (bytes, batch) -> release(bytes, batch, keys, clock.instant()));
        messages(Kept.ROLLOUTS, WatchView::rollout);
        Topics.inputs().forEach(topic -> readers.put(topic.deadLetters(), WatchTopics::deadLetter));
    }

    Set<String> names() {
        return Set.copyOf(readers.keySet());
    }

    /**
     * Puts a record's rows into the batch.
     *
     * @return what the record changes in the view
     */
    Function<WatchView, List<Change>> read(ConsumerRecord<byte[], byte[]> bytes, Batch batch) {
        return readers.get(bytes.topic()).read(bytes, batch);
    }

    private static Function<WatchView, List<Change>> window(ConsumerRecord<byte[], byte[]> bytes, Batch batch) {
        Optional<Seen<DriftWindow>> window = decoded(Topics.DRIFT_WINDOWS, bytes);
        if (window.isEmpty()) {
            return view -> List.of();
        }
        Seen<Point> seen =
                new Seen<>(Point.of(window.get().message()), window.get().loggedAt());
        batch.window(seen);
        return view -> view.window(seen);
    }

    private <T> void messages(Kept<T> kept, Fold<T> fold) {
        readers.put(kept.topic().name(), (bytes, batch) -> decoded(kept.topic(), bytes)
                .map(seen -> kept(kept, seen, bytes.offset(), fold, batch))
                .orElse(view -> List.of()));
    }

    private static Function<WatchView, List<Change>> release(
            ConsumerRecord<byte[], byte[]> bytes, Batch batch, TrustedKeys keys, Instant now) {
        Announcement announcement =
                bytes.value() == null ? new Announcement.Refused("", "no value") : ReleaseReader.open(bytes, keys, now);
        if (announcement instanceof Announcement.Released released) {
            return kept(
                    Kept.RELEASES,
                    new Seen<>(released.release(), loggedAt(bytes)),
                    bytes.offset(),
                    WatchView::model,
                    batch);
        }
        LOG.warnf("not shown: %s", announcement);
        return view -> List.of();
    }

    private static Function<WatchView, List<Change>> deadLetter(ConsumerRecord<byte[], byte[]> record, Batch batch) {
        if (record.value() == null && record.headers().lastHeader(DeadLetter.REDRIVEN) != null) {
            batch.redriven(record.topic(), record.partition(), number(record, DeadLetter.REDRIVEN), loggedAt(record));
        } else {
            batch.letter(letter(record));
        }
        return view -> List.of(new Change("deadletter", record.topic()));
    }

    private static Letter letter(ConsumerRecord<byte[], byte[]> record) {
        return new Letter(
                record.topic(),
                record.partition(),
                record.offset(),
                loggedAt(record),
                record.key() == null ? "" : cut(new String(record.key(), UTF_8), Letter.KEY_LENGTH),
                header(record, DeadLetter.REASON),
                cut(header(record, DeadLetter.CAUSE), Letter.CAUSE_LENGTH),
                header(record, DeadLetter.STAGE),
                Math.toIntExact(number(record, DeadLetter.PARTITION)),
                number(record, DeadLetter.OFFSET),
                Optional.empty());
    }

    private static <T> Function<WatchView, List<Change>> kept(
            Kept<T> kept, Seen<T> seen, long offset, Fold<T> fold, Batch batch) {
        batch.message(kept, seen, offset);
        return view -> fold.add(view, seen);
    }

    private static <T> Optional<Seen<T>> decoded(Topic<T> topic, ConsumerRecord<byte[], byte[]> bytes) {
        Decoded<T> decoded = topic.codec().decode(bytes.value());
        if (decoded instanceof Decoded.Value<T> value) {
            return Optional.of(new Seen<>(value.message(), loggedAt(bytes)));
        }
        LOG.warnf("not shown: %s-%d at %d: %s", bytes.topic(), bytes.partition(), bytes.offset(), decoded);
        return Optional.empty();
    }

    private static Instant loggedAt(ConsumerRecord<?, ?> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** A letter that somebody else has written may lack a header, or have something else in it. */
    private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null || header.value() == null ? "unknown" : new String(header.value(), UTF_8);
    }

    private static long number(ConsumerRecord<byte[], byte[]> letter, String name) {
        String text = header(letter, name);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** Without the zero character, which a database takes in no text. */
    private static String cut(String text, int length) {
        String clean = text.replace('\0', ' ');
        return clean.substring(0, Math.min(clean.length(), length));
    }

    /** Takes one record in. */
    private interface Reader {
        Function<WatchView, List<Change>> read(ConsumerRecord<byte[], byte[]> bytes, Batch batch);
    }

    /** Takes one message into the view. */
    interface Fold<T> {
        List<Change> add(WatchView view, Seen<T> message);
    }
}
