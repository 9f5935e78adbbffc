package io.realign.adapter.console.history;

import io.realign.model.ModelRelease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Update;

/** Rows and Kafka offsets that are written in one transaction. */
public final class HistoryBatch {
    private final List<TimestampedMessage<WindowPoint>> windows = new ArrayList<>();
    private final List<MessageRow> messages = new ArrayList<>();
    private final List<MessageRow> releases = new ArrayList<>();
    private final List<DeadLetterEntry> deadLetters = new ArrayList<>();
    private final List<Rollback.Row> rollbacks = new ArrayList<>();
    private final List<RedrivenRow> redriven = new ArrayList<>();
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

    /** Public, as Jdbi binds only methods of public types. */
    @SuppressWarnings("ArrayRecordComponent")
    public record MessageRow(String topic, String id, String domain, Instant loggedAt, long offset, byte[] body) {}

    /** Public, as Jdbi binds only methods of public types. */
    public record RedrivenRow(String topic, int partition, long offset, Instant at) {}

    public void addWindow(TimestampedMessage<WindowPoint> window) {
        windows.add(window);
    }

    /** @param offset offset of the record; orders records with the same timestamp */
    public <T> void addMessage(HistoryTopic<T> topic, TimestampedMessage<T> timestamped, long offset) {
        T message = timestamped.message();
        MessageRow row = new MessageRow(
                topic.topic().name(),
                topic.id().apply(message),
                topic.domain().apply(message),
                timestamped.loggedAt(),
                offset,
                topic.topic().codec().encode(message));
        messages.add(row);
        if (message instanceof ModelRelease release) {
            releases.add(row);
            Rollback.carriedOutBy(release).ifPresent(rollbacks::add);
        }
    }

    public void addDeadLetter(DeadLetterEntry deadLetter) {
        deadLetters.add(deadLetter);
    }

    public void markRedriven(String topic, int partition, long offset, Instant at) {
        redriven.add(new RedrivenRow(topic, partition, offset, at));
    }

    public void setNextOffset(TopicPartition partition, long offset) {
        nextOffsets.put(partition, offset);
    }

    /** Adds the rows of a batch of later records. */
    void addAll(HistoryBatch later) {
        windows.addAll(later.windows);
        messages.addAll(later.messages);
        releases.addAll(later.releases);
        deadLetters.addAll(later.deadLetters);
        rollbacks.addAll(later.rollbacks);
        redriven.addAll(later.redriven);
        nextOffsets.putAll(later.nextOffsets);
    }

    void write(Handle handle) {
        batch(handle, "insertWindow", windows, (rows, window) -> rows.bindMethods(window.message())
                .bind("loggedAt", window.loggedAt()));
        writeDomains(handle);
        batch(handle, "insertMessage", messages, PreparedBatch::bindMethods);
        // A release that was signed again has the same id and a later expiry.
        batch(handle, "updateRelease", releases, PreparedBatch::bindMethods);
        batch(handle, "insertRollback", rollbacks, PreparedBatch::bindMethods);
        batch(handle, "insertDeadLetter", deadLetters, PreparedBatch::bindMethods);
        batch(handle, "markRedriven", redriven, PreparedBatch::bindMethods);
        nextOffsets.forEach((partition, next) ->
                upsert(handle, "updateOffset", "insertOffset", row -> row.bind("topic", partition.topic())
                        .bind("partition", partition.partition())
                        .bind("next", next)));
    }

    private void writeDomains(Handle handle) {
        Map<String, Instant> newest = new HashMap<>();
        windows.forEach(window -> newest.merge(
                window.message().domain(), window.loggedAt(), (one, other) -> one.isAfter(other) ? one : other));
        newest.forEach((name, at) -> upsert(handle, "updateDomain", "insertDomain", row -> row.bind("name", name)
                .bind("at", at)));
    }

    private static <T> void batch(Handle handle, String sql, List<T> rows, BiConsumer<PreparedBatch, T> binder) {
        if (rows.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(HistoryStore.sql(sql));
        rows.forEach(row -> {
            binder.accept(batch, row);
            batch.add();
        });
        batch.execute();
    }

    /** H2 does not support {@code on conflict do update}. */
    private static void upsert(Handle handle, String update, String insert, UnaryOperator<Update> binder) {
        if (binder.apply(handle.createUpdate(HistoryStore.sql(update))).execute() == 0) {
            binder.apply(handle.createUpdate(HistoryStore.sql(insert))).execute();
        }
    }
}
