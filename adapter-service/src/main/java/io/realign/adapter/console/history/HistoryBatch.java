package io.realign.adapter.console.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** Rows that go into the database together, and up to where the log has been read for them. */
public final class HistoryBatch {
    private final List<Logged<WindowPoint>> windows = new ArrayList<>();
    private final List<MessageRow> messages = new ArrayList<>();
    private final List<DeadLetterEntry> deadLetters = new ArrayList<>();
    private final List<Redriven> redriven = new ArrayList<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    public void addWindow(Logged<WindowPoint> window) {
        windows.add(window);
    }

    /** A message and its offset in its topic. */
    public <T> void addMessage(HistoryTopic<T> kept, Logged<T> seen, long offset) {
        T message = seen.message();
        messages.add(new MessageRow(
                kept.topic().name(),
                kept.id().apply(message),
                kept.domain().apply(message),
                seen.loggedAt(),
                offset,
                kept.topic().codec().encode(message)));
    }

    public void addDeadLetter(DeadLetterEntry letter) {
        deadLetters.add(letter);
    }

    /** The letter at this place has been sent again. */
    public void markRedriven(String topic, int partition, long offset, Instant at) {
        redriven.add(new Redriven(topic, partition, offset, at));
    }

    /** Everything before {@code next} has been read. */
    public void advancePosition(TopicPartition partition, long next) {
        positions.put(partition, next);
    }

    void write(Handle handle) {
        writeWindows(handle);
        writeMessages(handle);
        writeDeadLetters(handle);
        writeRedriven(handle);
        writePositions(handle);
    }

    private void writeWindows(Handle handle) {
        if (windows.isEmpty()) {
            return;
        }
        PreparedBatch rows = handle.prepareBatch("insert into drift_window (" + HistoryStore.WINDOW_COLUMNS
                + ") values (:id, :domain, :reference, :state, :channel, :endedAt, :events, :mmd2, :score, :sourceMmd2,"
                + " :loggedAt) on conflict do nothing");
        Map<String, Long> heard = new HashMap<>();
        for (Logged<WindowPoint> seen : windows) {
            WindowPoint window = seen.message();
            rows.bind("id", window.id())
                    .bind("domain", window.domain())
                    .bind("reference", window.reference())
                    .bind("state", window.state().name())
                    .bind("channel", window.channel())
                    .bind("endedAt", window.end().toEpochMilli())
                    .bind("events", window.count())
                    .bind("mmd2", window.mmd2())
                    .bind("score", window.score())
                    .bind("sourceMmd2", window.sourceMmd2())
                    .bind("loggedAt", seen.loggedAt().toEpochMilli())
                    .add();
            heard.merge(window.domain(), seen.loggedAt().toEpochMilli(), Math::max);
        }
        rows.execute();
        heard.forEach((name, at) -> {
            int known = handle.createUpdate("update domain set heard_at = :at where name = :name and heard_at <= :at")
                    .bind("name", name)
                    .bind("at", at)
                    .execute();
            if (known == 0) {
                handle.createUpdate("insert into domain (name, heard_at) values (:name, :at) on conflict do nothing")
                        .bind("name", name)
                        .bind("at", at)
                        .execute();
            }
        });
    }

    private void writeMessages(Handle handle) {
        if (messages.isEmpty()) {
            return;
        }
        PreparedBatch rows = handle.prepareBatch("insert into message (topic, id, domain, logged_at, log_offset, body)"
                + " values (:topic, :id, :domain, :loggedAt, :offset, :body) on conflict do nothing");
        messages.forEach(message -> rows.bind("topic", message.topic())
                .bind("id", message.id())
                .bind("domain", message.domain())
                .bind("loggedAt", message.loggedAt().toEpochMilli())
                .bind("offset", message.offset())
                .bind("body", message.body())
                .add());
        rows.execute();
    }

    private void writeDeadLetters(Handle handle) {
        if (deadLetters.isEmpty()) {
            return;
        }
        PreparedBatch rows =
                handle.prepareBatch("insert into dead_letter (topic, part, log_offset, logged_at, record_key,"
                        + " reason, cause, stage, from_part, from_offset) values (:topic, :part, :offset, :loggedAt, :key, :reason,"
                        + " :cause, :stage, :fromPart, :fromOffset) on conflict do nothing");
        deadLetters.forEach(letter -> rows.bind("topic", letter.topic())
                .bind("part", letter.partition())
                .bind("offset", letter.offset())
                .bind("loggedAt", letter.loggedAt().toEpochMilli())
                .bind("key", letter.key())
                .bind("reason", letter.reason())
                .bind("cause", letter.cause())
                .bind("stage", letter.stage())
                .bind("fromPart", letter.originalPartition())
                .bind("fromOffset", letter.originalOffset())
                .add());
        rows.execute();
    }

    private void writeRedriven(Handle handle) {
        redriven.forEach(letter -> handle.createUpdate("update dead_letter set redriven_at = :at"
                        + " where topic = :topic and part = :part and log_offset = :offset and redriven_at is null")
                .bind("at", letter.at().toEpochMilli())
                .bind("topic", letter.topic())
                .bind("part", letter.partition())
                .bind("offset", letter.offset())
                .execute());
    }

    private void writePositions(Handle handle) {
        positions.forEach((partition, next) -> {
            int known = handle.createUpdate(
                            "update log_position set next_offset = :next where topic = :topic and part = :part")
                    .bind("next", next)
                    .bind("topic", partition.topic())
                    .bind("part", partition.partition())
                    .execute();
            if (known == 0) {
                handle.createUpdate("insert into log_position (topic, part, next_offset) values (:topic, :part, :next)")
                        .bind("next", next)
                        .bind("topic", partition.topic())
                        .bind("part", partition.partition())
                        .execute();
            }
        });
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record MessageRow(String topic, String id, String domain, Instant loggedAt, long offset, byte[] body) {}

    private record Redriven(String topic, int partition, long offset, Instant at) {}
}
