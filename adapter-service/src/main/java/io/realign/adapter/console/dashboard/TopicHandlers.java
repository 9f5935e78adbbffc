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

/** Derives the rows and the change of the live view from each record. */
final class TopicHandlers {
    private static final Logger LOG = Logger.getLogger(TopicHandlers.class);

    private final Map<String, TopicHandler> handlers = new HashMap<>();

    TopicHandlers(TrustedKeys keys, InstantSource clock) {
        handlers.put(Topics.DRIFT_WINDOWS.name(), TopicHandlers::window);
        messages(HistoryTopic.ALERTS, LiveView::alert);
        messages(HistoryTopic.ADAPTATIONS, LiveView::adaptation);
        handlers.put(
                HistoryTopic.RELEASES.topic().name(), (record, batch) -> release(record, batch, keys, clock.instant()));
        messages(HistoryTopic.ROLLOUTS, LiveView::rollout);
        Topics.withDeadLetterTopic().forEach(topic -> handlers.put(topic.deadLetterTopic(), TopicHandlers::deadLetter));
    }

    Set<String> topicNames() {
        return Set.copyOf(handlers.keySet());
    }

    /**
     * Adds the rows of a record to the batch.
     *
     * @return the update of the live view
     */
    Function<LiveView, List<ViewChange>> handle(ConsumerRecord<byte[], byte[]> record, HistoryBatch batch) {
        return handlers.get(record.topic()).handle(record, batch);
    }

    private static Function<LiveView, List<ViewChange>> window(
            ConsumerRecord<byte[], byte[]> record, HistoryBatch batch) {
        Optional<Logged<DriftWindow>> window = decode(Topics.DRIFT_WINDOWS, record);
        if (window.isEmpty()) {
            return view -> List.of();
        }
        Logged<WindowPoint> logged = new Logged<>(
                WindowPoint.of(window.get().message()), window.get().loggedAt());
        batch.addWindow(logged);
        return view -> view.window(logged);
    }

    private <T> void messages(HistoryTopic<T> topic, ViewUpdate<T> update) {
        handlers.put(topic.topic().name(), (record, batch) -> decode(topic.topic(), record)
                .map(logged -> store(topic, logged, record.offset(), update, batch))
                .orElse(view -> List.of()));
    }

    private static Function<LiveView, List<ViewChange>> release(
            ConsumerRecord<byte[], byte[]> record, HistoryBatch batch, TrustedKeys keys, Instant now) {
        ReleaseAnnouncement announcement = record.value() == null
                ? new ReleaseAnnouncement.Invalid("", "no value")
                : ReleaseReader.verify(record, keys, now);
        if (announcement instanceof ReleaseAnnouncement.Verified released) {
            return store(
                    HistoryTopic.RELEASES,
                    new Logged<>(released.release(), loggedAt(record)),
                    record.offset(),
                    LiveView::model,
                    batch);
        }
        LOG.warnf("ignoring unverified release: %s", announcement);
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
        return view -> List.of(new ViewChange("dead-letter", record.topic()));
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
            HistoryTopic<T> topic, Logged<T> logged, long offset, ViewUpdate<T> update, HistoryBatch batch) {
        batch.addMessage(topic, logged, offset);
        return view -> update.apply(view, logged);
    }

    private static <T> Optional<Logged<T>> decode(Topic<T> topic, ConsumerRecord<byte[], byte[]> record) {
        DecodeResult<T> result = topic.codec().decode(record.value());
        if (result instanceof DecodeResult.Valid<T> valid) {
            return Optional.of(new Logged<>(valid.message(), loggedAt(record)));
        }
        LOG.warnf("ignoring %s-%d@%d: %s", record.topic(), record.partition(), record.offset(), result);
        return Optional.empty();
    }

    private static Instant loggedAt(ConsumerRecord<?, ?> record) {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Dead letters of other programs may lack a header or have invalid values. */
    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "unknown" : new String(header.value(), UTF_8);
    }

    private static long numericHeader(ConsumerRecord<byte[], byte[]> record, String name) {
        String text = header(record, name);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    /** Replaces NUL characters, which PostgreSQL does not allow in text. */
    private static String truncate(String text, int length) {
        String clean = text.replace('\0', ' ');
        return clean.substring(0, Math.min(clean.length(), length));
    }

    private interface TopicHandler {
        Function<LiveView, List<ViewChange>> handle(ConsumerRecord<byte[], byte[]> record, HistoryBatch batch);
    }

    interface ViewUpdate<T> {
        List<ViewChange> apply(LiveView view, Logged<T> message);
    }
}
