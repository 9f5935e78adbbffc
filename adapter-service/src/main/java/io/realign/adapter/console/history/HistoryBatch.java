package io.realign.adapter.console.history;

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

/** Rows and log positions that are written in one transaction. */
public final class HistoryBatch {
    private final List<Logged<WindowPoint>> windows = new ArrayList<>();
    private final List<MessageRow> messages = new ArrayList<>();
    private final List<DeadLetterEntry> deadLetters = new ArrayList<>();
    private final List<Redriven> redriven = new ArrayList<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();

    public void addWindow(Logged<WindowPoint> window) {
        windows.add(window);
    }

    /**
     * Adds a message.
     *
     * @param offset offset of the record, which orders records of the same timestamp
     */
    public <T> void addMessage(HistoryTopic<T> topic, Logged<T> logged, long offset) {
        T message = logged.message();
        messages.add(new MessageRow(
                topic.topic().name(),
                topic.id().apply(message),
                topic.domain().apply(message),
                logged.loggedAt(),
                offset,
                topic.topic().codec().encode(message)));
    }

    public void addDeadLetter(DeadLetterEntry deadLetter) {
        deadLetters.add(deadLetter);
    }

    /** Marks the dead letter at this location as redriven. */
    public void markRedriven(String topic, int partition, long offset, Instant at) {
        redriven.add(new Redriven(topic, partition, offset, at));
    }

    /** Sets the next offset to read. */
    public void advancePosition(TopicPartition partition, long next) {
        positions.put(partition, next);
    }

    void write(Handle handle) {
        batch(handle, "insertWindow", windows, (rows, window) -> rows.bindMethods(window.message())
                .bind("loggedAt", window.loggedAt()));
        writeDomains(handle);
        batch(handle, "insertMessage", messages, (rows, message) -> rows.bind("topic", message.topic())
                .bind("id", message.id())
                .bind("domain", message.domain())
                .bind("loggedAt", message.loggedAt())
                .bind("offset", message.offset())
                .bind("body", message.body()));
        batch(handle, "insertDeadLetter", deadLetters, PreparedBatch::bindMethods);
        batch(handle, "markRedriven", redriven, (rows, marked) -> rows.bind("topic", marked.topic())
                .bind("partition", marked.partition())
                .bind("offset", marked.offset())
                .bind("at", marked.at()));
        positions.forEach((partition, next) ->
                upsert(handle, "updatePosition", "insertPosition", row -> row.bind("topic", partition.topic())
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

    /** H2 supports no {@code on conflict do update}. */
    private static void upsert(Handle handle, String update, String insert, UnaryOperator<Update> binder) {
        if (binder.apply(handle.createUpdate(HistoryStore.sql(update))).execute() == 0) {
            binder.apply(handle.createUpdate(HistoryStore.sql(insert))).execute();
        }
    }

    @SuppressWarnings("ArrayRecordComponent")
    private record MessageRow(String topic, String id, String domain, Instant loggedAt, long offset, byte[] body) {}

    private record Redriven(String topic, int partition, long offset, Instant at) {}
}
