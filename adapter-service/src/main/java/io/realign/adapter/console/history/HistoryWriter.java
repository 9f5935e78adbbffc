package io.realign.adapter.console.history;

import io.realign.adapter.instance.ServiceComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.JdbiException;

/**
 * Writes records and their offsets to the history database. If the database rejects a record, only this record is skipped: it is
 * counted and logged, and the other records of its batch are stored.
 */
public final class HistoryWriter {
    private static final Logger LOG = Logger.getLogger(HistoryWriter.class);

    private final HistoryStore history;
    private final Retry retry;

    /** Repeats an operation while it throws {@link JdbiException}. */
    @FunctionalInterface
    public interface Retry {
        void untilAvailable(Runnable operation) throws InterruptedException;
    }

    private record PreparedRecord<T>(ConsumerRecord<byte[], byte[]> record, HistoryBatch batch, Optional<T> result) {}

    public HistoryWriter(HistoryStore history, Retry retry) {
        this.history = history;
        this.retry = retry;
    }

    /**
     * Writes records.
     *
     * @param rows adds the rows of a record to a batch; an exception skips the record
     * @return the results of {@code rows} for the stored records
     */
    public <T> List<T> write(
            Iterable<ConsumerRecord<byte[], byte[]>> records,
            BiFunction<ConsumerRecord<byte[], byte[]>, HistoryBatch, T> rows)
            throws InterruptedException {
        List<PreparedRecord<T>> prepared = new ArrayList<>();
        HistoryBatch all = new HistoryBatch();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            PreparedRecord<T> one = prepare(record, rows);
            prepared.add(one);
            all.addAll(one.batch());
        }
        List<T> results = new ArrayList<>();
        boolean accepted = prepared.isEmpty() || tryWrite(all);
        for (PreparedRecord<T> one : prepared) {
            if (accepted || writeAlone(one)) {
                one.result().ifPresent(results::add);
            }
        }
        return results;
    }

    private static <T> PreparedRecord<T> prepare(
            ConsumerRecord<byte[], byte[]> record, BiFunction<ConsumerRecord<byte[], byte[]>, HistoryBatch, T> rows) {
        HistoryBatch batch = offsetOnly(record);
        try {
            return new PreparedRecord<>(record, batch, Optional.of(rows.apply(record, batch)));
        } catch (RuntimeException e) {
            ServiceComponent.HISTORY.countSkipped(record, e);
            return new PreparedRecord<>(record, offsetOnly(record), Optional.empty());
        }
    }

    private boolean tryWrite(HistoryBatch batch) {
        try {
            history.write(batch);
            return true;
        } catch (RuntimeException e) {
            LOG.warnf(
                    "the history database did not accept a batch; writing its records one by one: %s", e.getMessage());
            return false;
        }
    }

    /**
     * Writes one record as soon as the database is available. A record whose rows the database rejects is skipped.
     *
     * @return whether the rows are stored
     */
    private boolean writeAlone(PreparedRecord<?> prepared) throws InterruptedException {
        AtomicReference<Optional<RuntimeException>> rejection = new AtomicReference<>(Optional.empty());
        retry.untilAvailable(
                () -> rejection.set(history.writeOrFallback(prepared.batch(), offsetOnly(prepared.record()))));
        rejection.get().ifPresent(cause -> ServiceComponent.HISTORY.countSkipped(prepared.record(), cause));
        return rejection.get().isEmpty();
    }

    /** A batch without rows that skips a record. */
    private static HistoryBatch offsetOnly(ConsumerRecord<byte[], byte[]> record) {
        HistoryBatch batch = new HistoryBatch();
        batch.setNextOffset(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
        return batch;
    }
}
