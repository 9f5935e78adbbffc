package io.realign.adapter.console.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.realign.adaptation.gate.PredictionChange;
import io.realign.adapter.ReleaseFixtures;
import io.realign.adapter.instance.ServiceComponent;
import io.realign.alert.CalibratedThreshold;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.TrafficSplit;
import io.realign.testing.AlertBuilder;
import io.realign.window.DriftWindow;
import io.realign.window.RunLengthPromise;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Behaviour of every history database. */
abstract class HistoryStoreContract {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");
    private static final TopicPartition PARTITION = new TopicPartition("drift.windows", 3);

    private HistoryStore store;
    private DataSource source;
    private Jdbi database;

    /** An empty database without tables. */
    abstract DataSource emptyDatabase() throws Exception;

    /** Creates the tables of this database. */
    Runnable migration(Flyway tables) {
        return tables::migrate;
    }

    @BeforeEach
    void open() throws Exception {
        source = emptyDatabase();
        Flyway tables = Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/history")
                .load();
        database = Jdbi.create(source);
        store = new HistoryStore(database, migration(tables));
        store.open();
    }

    @Test
    void nextOffsetsAndRows_areWrittenAtomically() {
        HistoryBatch validBatch = new HistoryBatch();
        validBatch.addWindow(window("oven", 1, 0.5));
        validBatch.setNextOffset(PARTITION, 7);
        store.write(validBatch);
        HistoryBatch invalidBatch = new HistoryBatch();
        invalidBatch.addWindow(window("oven", 2, 0.5));
        invalidBatch.addDeadLetter(deadLetter(1, "x".repeat(DeadLetterEntry.MAX_CAUSE_LENGTH + 1)));
        invalidBatch.setNextOffset(PARTITION, 8);

        assertThatThrownBy(() -> store.write(invalidBatch)).isInstanceOf(JdbiException.class);

        assertThat(store.nextOffsets()).containsExactly(Map.entry(PARTITION, 7L));
        assertThat(store.newestWindows("oven", 10)).hasSize(1);
    }

    @Test
    void duplicateRow_isIgnored() {
        HistoryBatch batch = new HistoryBatch();
        batch.addWindow(window("oven", 1, 0.5));
        batch.addMessage(HistoryTopic.ALERTS, new TimestampedMessage<>(alert("oven", 1), second(4)), 1);
        batch.addDeadLetter(deadLetter(1, "expected 4, got 3"));
        store.write(batch);
        HistoryBatch redelivered = new HistoryBatch();
        redelivered.addWindow(new TimestampedMessage<>(window("oven", 1, 0.9).message(), second(99)));
        redelivered.addMessage(HistoryTopic.ALERTS, new TimestampedMessage<>(alert("oven", 1), second(99)), 2);
        store.write(redelivered);

        assertThat(store.newestWindows("oven", 10)).containsExactly(window("oven", 1, 0.5));
        assertThat(store.message(HistoryTopic.ALERTS, "oven-1").orElseThrow().loggedAt())
                .isEqualTo(second(4));
        assertThat(store.deadLetterCounts())
                .extracting(DeadLetterCount::records)
                .containsExactly(1L);
    }

    @Test
    void releaseThatIsSignedAgain_hasItsNewExpiry_andItsFirstTime() {
        ModelRelease release = ReleaseFixtures.release("oven", 1, "");
        ModelRelease renewed = release.renewed(release.expiresAt().plusSeconds(1));
        HistoryBatch first = new HistoryBatch();
        first.addMessage(HistoryTopic.RELEASES, new TimestampedMessage<>(release, second(4)), 1);
        HistoryBatch second = new HistoryBatch();
        second.addMessage(HistoryTopic.RELEASES, new TimestampedMessage<>(renewed, second(9)), 2);

        store.write(first);
        store.write(second);
        store.write(first);

        assertThat(store.newestMessages(HistoryTopic.RELEASES, "oven", 10))
                .containsExactly(new TimestampedMessage<>(renewed, second(4)));
    }

    @Test
    void windowsAboveTheLimit_areSampledByInterval_keepingThePeak() {
        HistoryBatch batch = new HistoryBatch();
        IntStream.range(0, 1000).forEach(i -> batch.addWindow(window("oven", i, i == 777 ? 9 : 0.1 * (i % 5))));
        store.write(batch);

        List<TimestampedMessage<WindowPoint>> windows = store.windows("oven", Instant.EPOCH, second(2000), 100);

        assertThat(windows).hasSizeBetween(90, 100);
        assertThat(windows)
                .isSortedAccordingTo(
                        (a, b) -> a.message().end().compareTo(b.message().end()));
        assertThat(windows).filteredOn(window -> window.message().score() == 9).hasSize(1);
        assertThat(store.windows("oven", second(10), second(19), 100)).hasSize(10);
    }

    @Test
    void segmentStart_isTheFirstWindowOfTheNewestSegment() {
        HistoryBatch batch = new HistoryBatch();
        IntStream.range(0, 50).forEach(i -> batch.addWindow(window("oven", i, i < 20 ? 1.5 : 0.5)));
        batch.addWindow(window("other", 30, 1.5));
        store.write(batch);

        WindowPoint newest = store.newestWindows("oven", 1).get(0).message();

        assertThat(store.segmentStart(newest).orElseThrow().loggedAt()).isEqualTo(second(20));
    }

    @Test
    void messages_arePagedNewestFirst() {
        HistoryBatch batch = new HistoryBatch();
        IntStream.rangeClosed(1, 7)
                .forEach(i -> batch.addMessage(
                        HistoryTopic.ALERTS, new TimestampedMessage<>(alert("oven", i), second(i / 2)), i));
        batch.addMessage(HistoryTopic.ALERTS, new TimestampedMessage<>(alert("kiln", 1), second(2)), 8);
        store.write(batch);

        List<Integer> sequenceNumbers = Stream.iterate(
                        store.messages(HistoryTopic.ALERTS, Optional.of("oven"), Optional.empty(), 3),
                        page -> !page.isEmpty(),
                        page -> store.messages(
                                HistoryTopic.ALERTS,
                                Optional.of("oven"),
                                Optional.of(page.get(page.size() - 1).message().id()),
                                3))
                .flatMap(List::stream)
                .map(alert -> alert.message().sequenceNumber())
                .toList();

        assertThat(sequenceNumbers).containsExactly(7, 6, 5, 4, 3, 2, 1);
        assertThat(store.messages(HistoryTopic.ALERTS, Optional.empty(), Optional.empty(), 100))
                .hasSize(8);
    }

    @Test
    void deadLetter_isMarkedAsRedriven() {
        HistoryBatch batch = new HistoryBatch();
        batch.addDeadLetter(deadLetter(1, "first"));
        batch.addDeadLetter(deadLetter(2, "second"));
        batch.markRedriven("target.events.dlq", 0, 1, second(9));
        store.write(batch);

        assertThat(store.deadLetters(Optional.empty(), 10))
                .extracting(DeadLetterEntry::offset, DeadLetterEntry::redrivenAt)
                .containsExactly(tuple(2L, Optional.empty()), tuple(1L, Optional.of(second(9))));
        assertThat(store.deadLetters(store.deadLetter("target.events.dlq", 0, 2), 10))
                .hasSize(1);
        assertThat(store.deadLetterCounts())
                .containsExactly(new DeadLetterCount("target.events.dlq", "WRONG_SHAPE", 2, 1, second(2)));
    }

    @Test
    void rollback_isStoredForTheReleaseThatItEnded() {
        ModelRelease first = ReleaseFixtures.release("oven", 1, "");
        ModelRelease second = ReleaseFixtures.release("oven", 2, "alert")
                .replacing(first, PredictionChange.NONE, TrafficSplit.FULL_TRAFFIC);
        ModelRelease rollback = second.rollback(Provenance.UNKNOWN, second(9), Duration.ofDays(1), "x".repeat(5000));
        HistoryBatch batch = new HistoryBatch();
        Stream.of(first, second, rollback)
                .forEach(release ->
                        batch.addMessage(HistoryTopic.RELEASES, new TimestampedMessage<>(release, second(9)), 1));
        store.write(batch);

        assertThat(store.rollback("oven", 2))
                .hasValue(new Rollback(3, "x".repeat(Rollback.MAX_REASON_LENGTH), second(9)));
        assertThat(store.rollback("oven", 1)).isEmpty();
        assertThat(store.rollback("oven", 3)).isEmpty();
    }

    @Test
    void commandRunningAtShutdown_isReportedAsInterrupted() {
        assertThat(store.startCommand("one", "advance oven", second(1))).isTrue();
        assertThat(store.startCommand("one", "advance oven", second(2))).isFalse();
        store.startCommand("two", "advance kiln", second(3));
        store.completeCommand("two", 202, "{}");

        store.markInterrupted();

        assertThat(store.command("one").orElseThrow().status()).isEqualTo(409);
        assertThat(store.command("one").orElseThrow().body()).contains("use another key");
        assertThat(store.command("two").orElseThrow().status()).isEqualTo(202);
    }

    @Test
    void expiredRows_arePurged() {
        HistoryBatch batch = new HistoryBatch();
        IntStream.rangeClosed(1, 10).forEach(i -> {
            batch.addWindow(window("oven", i, 0.5));
            batch.addMessage(HistoryTopic.ALERTS, new TimestampedMessage<>(alert("oven", i), second(i)), i);
            batch.addDeadLetter(deadLetter(i, "old"));
        });
        batch.addWindow(window("gone", 1, 0.5));
        store.write(batch);

        store.purgeExpired(second(5), second(8));

        assertThat(store.newestWindows("oven", 100)).hasSize(6);
        assertThat(store.deadLetters(Optional.empty(), 100)).hasSize(6);
        assertThat(store.messages(HistoryTopic.ALERTS, Optional.empty(), Optional.empty(), 100))
                .hasSize(3);
        assertThat(store.domains(10)).containsExactly("oven");
    }

    @Test
    void rejectedRecord_isSkippedAlone() throws Exception {
        List<Integer> stored = writeRecords(0, 1, 2, 3);

        assertThat(stored).containsExactly(0, 2, 3);
        assertThat(store.newestWindows("oven", 10)).hasSize(3);
        assertThat(store.nextOffsets()).containsExactly(Map.entry(PARTITION, 4L));
    }

    @Test
    void recordWithoutRows_isSkipped() throws Exception {
        long before = ServiceComponent.HISTORY.skippedRecords();
        HistoryWriter writer = new HistoryWriter(store, Runnable::run);

        List<Integer> stored = writer.write(List.of(record(0), record(1)), (record, batch) -> {
            if (record.offset() == 0) {
                throw new ArithmeticException("integer overflow");
            }
            batch.addWindow(window("oven", 1, 0.5));
            return 1;
        });

        assertThat(stored).containsExactly(1);
        assertThat(store.newestWindows("oven", 10)).hasSize(1);
        assertThat(store.nextOffsets()).containsExactly(Map.entry(PARTITION, 2L));
        assertThat(ServiceComponent.HISTORY.skippedRecords()).isEqualTo(before + 1);
    }

    @Test
    void unavailableDatabase_skipsNoRecord() throws Exception {
        long before = ServiceComponent.HISTORY.skippedRecords();
        HistoryStore closed = new HistoryStore(
                Jdbi.create(() -> {
                    throw new SQLException("the database is unavailable");
                }),
                () -> {});
        HistoryWriter writer = new HistoryWriter(closed, operation -> {
            for (int attempt = 0; attempt < 10; attempt++) {
                assertThatThrownBy(operation::run).isInstanceOf(JdbiException.class);
            }
            throw new InterruptedException("the test ends here");
        });

        assertThatThrownBy(() -> writer.write(List.of(record(0)), (record, batch) -> 0))
                .isInstanceOf(InterruptedException.class);

        assertThat(ServiceComponent.HISTORY.skippedRecords()).isEqualTo(before);
    }

    @Test
    void lostConnections_skipNoRecord() throws Exception {
        long before = ServiceComponent.HISTORY.skippedRecords();
        AtomicInteger connections = new AtomicInteger();
        HistoryStore restarting = new HistoryStore(
                Jdbi.create(() -> {
                    Connection connection = source.getConnection();
                    return connections.incrementAndGet() <= 4 ? lost(connection) : connection;
                }),
                () -> {});
        HistoryWriter writer = new HistoryWriter(restarting, HistoryStoreContract::retry);

        List<Integer> stored = writer.write(List.of(record(0)), (record, batch) -> {
            batch.addWindow(window("oven", 1, 0.5));
            return 0;
        });

        assertThat(stored).containsExactly(0);
        assertThat(connections).hasValue(5);
        assertThat(store.newestWindows("oven", 10)).hasSize(1);
        assertThat(ServiceComponent.HISTORY.skippedRecords()).isEqualTo(before);
    }

    /** A connection that the database closes before the first statement. */
    private static Connection lost(Connection connection) {
        Set<String> statements = Set.of("prepareStatement", "createStatement", "commit");
        return (Connection) Proxy.newProxyInstance(
                HistoryStoreContract.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, args) -> {
                    boolean rollsBackToSavepoint = method.getName().equals("rollback") && args != null;
                    if (statements.contains(method.getName()) || rollsBackToSavepoint) {
                        throw new SQLException("the connection is closed", "08006");
                    }
                    return method.invoke(connection, args);
                });
    }

    @Test
    void rowOfAnotherContract_isIgnored() {
        HistoryBatch batch = new HistoryBatch();
        batch.addMessage(HistoryTopic.ALERTS, new TimestampedMessage<>(alert("oven", 1), second(4)), 1);
        batch.addMessage(HistoryTopic.ALERTS, new TimestampedMessage<>(alert("oven", 2), second(5)), 2);
        store.write(batch);
        overwriteBody("oven-1");

        assertThat(store.newestMessages(HistoryTopic.ALERTS, "oven", 10))
                .extracting(alert -> alert.message().id())
                .containsExactly("oven-2");
        assertThat(store.message(HistoryTopic.ALERTS, "oven-1")).isEmpty();
    }

    /** Replaces a stored message by bytes that cannot be decoded. */
    private void overwriteBody(String id) {
        database.useHandle(handle -> handle.createUpdate("update topic_record set body = :body where id = :id")
                .bind("body", new byte[] {1, 2, 3})
                .bind("id", id)
                .execute());
    }

    /** Writes a window per offset; the domain of offset 1 exceeds its column. Returns the stored offsets. */
    private List<Integer> writeRecords(int... offsets) throws InterruptedException {
        HistoryWriter writer = new HistoryWriter(store, HistoryStoreContract::retry);
        return writer.write(
                IntStream.of(offsets).mapToObj(HistoryStoreContract::record).toList(), (record, batch) -> {
                    String domain = record.offset() == 1 ? "x".repeat(2000) : "oven";
                    batch.addWindow(window(domain, (int) record.offset(), 0.5));
                    return (int) record.offset();
                });
    }

    private static void retry(Runnable operation) {
        for (int attempt = 0; ; attempt++) {
            try {
                operation.run();
                return;
            } catch (JdbiException e) {
                assertThat(attempt).as("attempts").isLessThan(10);
            }
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset) {
        return new ConsumerRecord<>(PARTITION.topic(), PARTITION.partition(), offset, new byte[0], new byte[0]);
    }

    static Instant second(int second) {
        return START.plusSeconds(second);
    }

    private static TimestampedMessage<WindowPoint> window(String domain, int second, double score) {
        return new TimestampedMessage<>(
                new WindowPoint(
                        domain + "-" + second,
                        domain,
                        DriftWindow.SOURCE,
                        score > 1 ? DriftWindow.State.SUSPECTED : DriftWindow.State.QUIET,
                        DriftWindow.RAW,
                        second(second),
                        128,
                        score / 100,
                        score,
                        score / 50,
                        new RunLengthPromise(10_000, 6_100, 16_400, "the reference events are not in random order")),
                second(second));
    }

    private static DeadLetterEntry deadLetter(int number, String cause) {
        return new DeadLetterEntry(
                "target.events.dlq",
                0,
                number,
                second(number),
                "oven",
                "WRONG_SHAPE",
                cause,
                "scoring",
                2,
                17 + number,
                Optional.empty());
    }

    private static DriftAlert alert(String domain, int sequenceNumber) {
        return new AlertBuilder(domain, sequenceNumber)
                .channel(DriftWindow.MODEL)
                .times(START, START, START)
                .statistic(3.4, 0.034, new CalibratedThreshold(100_000, 4.2, 0.05, 7, 61_000, 164_000, ""))
                .build();
    }
}
