package io.realign.adapter.console.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.adapter.console.history.DeadLetterEntry;
import io.realign.adapter.console.history.HistoryBatch;
import io.realign.adapter.console.history.HistoryTopic;
import io.realign.adapter.console.history.Logged;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.client.internal.ReleaseReader;
import io.realign.model.TrustedKeys;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.DecodeResult;
import io.realign.schemas.ReleaseAnnouncement;
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
final class TopicHandlers {
    private static final Logger LOG = Logger.getLogger(TopicHandlers.class);

    private final Map<String, TopicHandler> handlers = new HashMap<>();

    TopicHandlers(TrustedKeys keys, InstantSource clock) {
        handlers.put(Topics.DRIFT_WINDOWS.name(), TopicHandlers::window);
        messages(HistoryTopic.ALERTS, LiveView::alert);
        messages(HistoryTopic.ADAPTATIONS, LiveView::adaptation);
        handlers.put(
                HistoryTopic.RELEASES.topic().name(), (bytes, batch) -> release(bytes, batch, keys, clock.instant()));
        messages(HistoryTopic.ROLLOUTS, LiveView::rollout);
        Topics.withDeadLetterTopic().forEach(topic -> handlers.put(topic.deadLetterTopic(), TopicHandlers::deadLetter));
    }

    Set<String> topicNames() {
        return Set.copyOf(handlers.keySet());
    }

    /**
     * Puts a record's rows into the batch.
     *
     * @return what the record changes in the view
     */
    Function<LiveView, List<ViewChange>> handle(ConsumerRecord<byte[], byte[]> bytes, HistoryBatch batch) {
        return handlers.get(bytes.topic()).handle(bytes, batch);
    }

    private static Function<LiveView, List<ViewChange>> window(
            ConsumerRecord<byte[], byte[]> bytes, HistoryBatch batch) {
        Optional<Logged<DriftWindow>> window = decoded(Topics.DRIFT_WINDOWS, bytes);
        if (window.isEmpty()) {
            return view -> List.of();
        }
        Logged<WindowPoint> seen = new Logged<>(
                WindowPoint.of(window.get().message()), window.get().loggedAt());
        batch.addWindow(seen);
        return view -> view.window(seen);
    }

    private <T> void messages(HistoryTopic<T> kept, ViewUpdate<T> fold) {
        handlers.put(kept.topic().name(), (bytes, batch) -> decoded(kept.topic(), bytes)
                .map(seen -> store(kept, seen, bytes.offset(), fold, batch))
                .orElse(view -> List.of()));
    }

    private static Function<LiveView, List<ViewChange>> release(
            ConsumerRecord<byte[], byte[]> bytes, HistoryBatch batch, TrustedKeys keys, Instant now) {
        ReleaseAnnouncement announcement = bytes.value() == null
                ? new ReleaseAnnouncement.Invalid("", "no value")
                : ReleaseReader.verify(bytes, keys, now);
        if (announcement instanceof ReleaseAnnouncement.Verified released) {
            return store(
                    HistoryTopic.RELEASES,
                    new Logged<>(released.release(), loggedAt(bytes)),
                    bytes.offset(),
                    LiveView::model,
                    batch);
        }
        LOG.warnf("not shown: %s", announcement);
        return view -> List.of();
    }

    private static Function<LiveView, List<ViewChange>> deadLetter(
            ConsumerRecord<byte[], byte[]> record, HistoryBatch batch) {
        if (record.value() == null && record.headers().lastHeader(DeadLetter.REDRIVEN) != null) {
            batch.markRedriven(
                    record.topic(), record.partition(), numericHeader(record, DeadLetter.REDRIVEN), loggedAt(record));
        } else {
            batch.addDeadLetter(toDeadLetterEntry(record));
        }
        return view -> List.of(new ViewChange("deadletter", record.topic()));
    }

    private static DeadLetterEntry toDeadLetterEntry(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetterEntry(
                record.topic(),
                record.partition(),
                record.offset(),
                loggedAt(record),
                record.key() == null ? "" : truncate(new String(record.key(), UTF_8), DeadLetterEntry.MAX_KEY_LENGTH),
                header(record, DeadLetter.REASON),
                truncate(header(record, DeadLetter.CAUSE), DeadLetterEntry.MAX_CAUSE_LENGTH),
                header(record, DeadLetter.STAGE),
                Math.toIntExact(numericHeader(record, DeadLetter.PARTITION)),
                numericHeader(record, DeadLetter.OFFSET),
                Optional.empty());
    }

    private static <T> Function<LiveView, List<ViewChange>> store(
            HistoryTopic<T> kept, Logged<T> seen, long offset, ViewUpdate<T> fold, HistoryBatch batch) {
        batch.addMessage(kept, seen, offset);
        return view -> fold.apply(view, seen);
    }

    private static <T> Optional<Logged<T>> decoded(Topic<T> topic, ConsumerRecord<byte[], byte[]> bytes) {
        DecodeResult<T> decoded = topic.codec().decode(bytes.value());
        if (decoded instanceof DecodeResult.Valid<T> value) {
            return Optional.of(new Logged<>(value.message(), loggedAt(bytes)));
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

    private static long numericHeader(ConsumerRecord<byte[], byte[]> letter, String name) {
        String text = header(letter, name);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** Without the zero character, which a database takes in no text. */
    private static String truncate(String text, int length) {
        String clean = text.replace('\0', ' ');
        return clean.substring(0, Math.min(clean.length(), length));
    }

    /** Takes one record in. */
    private interface TopicHandler {
        Function<LiveView, List<ViewChange>> handle(ConsumerRecord<byte[], byte[]> bytes, HistoryBatch batch);
    }

    /** Takes one message into the view. */
    interface ViewUpdate<T> {
        List<ViewChange> apply(LiveView view, Logged<T> message);
    }
}
