package io.realign.adapter.console.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.adapter.console.history.DeadLetterEntry;
import io.realign.adapter.console.history.HistoryBatch;
import io.realign.adapter.console.history.HistoryTopic;
import io.realign.adapter.console.history.TimestampedMessage;
import io.realign.adapter.console.history.WindowPoint;
import io.realign.model.TrustedKeys;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topics;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Derives the rows and the update of the live view from each record. */
final class TopicHandlers {
    private final Map<String, TopicHandler> handlers = new HashMap<>();

    private interface TopicHandler {
        Function<LiveView, List<ViewChange>> handle(ConsumerRecord<byte[], byte[]> record, HistoryBatch batch);
    }

    private interface ViewUpdate<T> {
        List<ViewChange> apply(LiveView view, TimestampedMessage<T> message);
    }

    TopicHandlers(TrustedKeys keys, InstantSource clock) {
        handlers.put(Topics.DRIFT_WINDOWS.name(), TopicHandlers::handleWindow);
        registerMessageHandler(
                HistoryTopic.ALERTS,
                record -> TimestampedMessage.decode(Topics.DRIFT_ALERTS, record),
                LiveView::addAlert);
        registerMessageHandler(
                HistoryTopic.ADAPTATIONS,
                record -> TimestampedMessage.decode(Topics.ADAPTATIONS, record),
                LiveView::addAdaptation);
        registerMessageHandler(
                HistoryTopic.RELEASES,
                record -> TimestampedMessage.verify(record, keys, clock.instant()),
                LiveView::addRelease);
        registerMessageHandler(
                HistoryTopic.ROLLOUTS,
                record -> TimestampedMessage.decode(Topics.ROLLOUTS, record),
                LiveView::addRolloutStatus);
        Topics.withDeadLetterTopic()
                .forEach(topic -> handlers.put(topic.deadLetterTopic(), TopicHandlers::handleDeadLetter));
    }

    Set<String> topicNames() {
        return handlers.keySet();
    }

    /**
     * Adds the rows of a record to the batch.
     *
     * @return the update of the live view
     */
    Function<LiveView, List<ViewChange>> handle(ConsumerRecord<byte[], byte[]> record, HistoryBatch batch) {
        return handlers.get(record.topic()).handle(record, batch);
    }

    private <T> void registerMessageHandler(
            HistoryTopic<T> topic,
            Function<ConsumerRecord<byte[], byte[]>, Optional<TimestampedMessage<T>>> decoder,
            ViewUpdate<T> update) {
        handlers.put(topic.topic().name(), (record, batch) -> {
            Optional<TimestampedMessage<T>> decoded = decoder.apply(record);
            decoded.ifPresent(message -> batch.addMessage(topic, message, record.offset()));
            return view -> decoded.map(message -> update.apply(view, message)).orElse(List.of());
        });
    }

    private static Function<LiveView, List<ViewChange>> handleWindow(
            ConsumerRecord<byte[], byte[]> record, HistoryBatch batch) {
        Optional<TimestampedMessage<WindowPoint>> window = TimestampedMessage.decode(Topics.DRIFT_WINDOWS, record)
                .map(message -> new TimestampedMessage<>(WindowPoint.of(message.message()), message.loggedAt()));
        window.ifPresent(batch::addWindow);
        return view -> window.map(view::addWindow).orElse(List.of());
    }

    private static Function<LiveView, List<ViewChange>> handleDeadLetter(
            ConsumerRecord<byte[], byte[]> record, HistoryBatch batch) {
        if (record.value() == null && record.headers().lastHeader(DeadLetter.REDRIVEN) != null) {
            batch.markRedriven(
                    record.topic(),
                    record.partition(),
                    numericHeader(record, DeadLetter.REDRIVEN),
                    TimestampedMessage.timestamp(record));
        } else {
            batch.addDeadLetter(toDeadLetterEntry(record));
        }
        return view -> List.of(new ViewChange("dead-letter", record.topic()));
    }

    static DeadLetterEntry toDeadLetterEntry(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetterEntry(
                record.topic(),
                record.partition(),
                record.offset(),
                TimestampedMessage.timestamp(record),
                record.key() == null ? "" : truncate(new String(record.key(), UTF_8), DeadLetterEntry.MAX_KEY_LENGTH),
                truncate(header(record, DeadLetter.REASON), DeadLetterEntry.MAX_REASON_LENGTH),
                truncate(header(record, DeadLetter.CAUSE), DeadLetterEntry.MAX_CAUSE_LENGTH),
                truncate(header(record, DeadLetter.REJECTED_BY), DeadLetterEntry.MAX_STAGE_LENGTH),
                partitionHeader(record),
                numericHeader(record, DeadLetter.OFFSET),
                Optional.empty());
    }

    /** Dead letters of other programs may lack headers or have invalid values. */
    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? "unknown" : new String(header.value(), UTF_8);
    }

    private static long numericHeader(ConsumerRecord<byte[], byte[]> record, String name) {
        String text = header(record, name);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    private static int partitionHeader(ConsumerRecord<byte[], byte[]> record) {
        long partition = numericHeader(record, DeadLetter.PARTITION);
        return partition > Integer.MAX_VALUE ? -1 : (int) partition;
    }

    /** Also replaces NUL characters, which PostgreSQL does not allow in text. */
    private static String truncate(String text, int length) {
        String clean = text.replace('\0', ' ');
        return clean.substring(0, Math.min(clean.length(), length));
    }
}
