package io.realign.adapter.console.history;

import io.realign.window.DriftWindow.State;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;

/**
 * The history in its database. Every method throws {@link org.jdbi.v3.core.JdbiException} when the database cannot be asked;
 * another try may go better.
 */
public class HistoryStore {
    static final String WINDOW_COLUMNS =
            "id, domain, reference, state, channel, ended_at, events, mmd2, score, source_mmd2, logged_at";

    private final Jdbi database;
    private final Runnable migration;
    private boolean migrated;

    /**
     * Asks nothing yet.
     *
     * @param database where the rows are
     * @param migration makes or renews the tables; does nothing the second time
     */
    HistoryStore(Jdbi database, Runnable migration) {
        this.database = database;
        this.migration = migration;
    }

    /** For the proxy of the container. */
    protected HistoryStore() {
        this(null, null);
    }

    /** Makes or renews the tables. To be called before anything else, until it has gone well. */
    public synchronized void open() {
        if (!migrated) {
            migration.run();
            markInterrupted();
            migrated = true;
        }
    }

    /** Writes a batch, all of it or nothing. What is there already stays as it is. */
    public void write(HistoryBatch batch) {
        database.useTransaction(batch::write);
    }

    /** Up to where each partition has been read. */
    public Map<TopicPartition, Long> positions() {
        return database.withHandle(handle -> handle.createQuery("select topic, part, next_offset from log_position")
                .reduceRows(new HashMap<>(), (map, row) -> {
                    TopicPartition partition = new TopicPartition(
                            row.getColumn("topic", String.class), row.getColumn("part", Integer.class));
                    map.put(partition, row.getColumn("next_offset", Long.class));
                    return map;
                }));
    }

    /** The domains that have been heard of last, at most {@code most}, the newest last. */
    public List<String> domains(int most) {
        List<String> newestFirst = database.withHandle(
                handle -> handle.createQuery("select name from domain order by heard_at desc, name desc limit :most")
                        .bind("most", most)
                        .mapTo(String.class)
                        .list());
        return reversed(newestFirst);
    }

    /** The windows of a domain that were logged last, oldest first. */
    public List<Logged<WindowPoint>> newestWindows(String domain, int most) {
        List<Logged<WindowPoint>> newestFirst = database.withHandle(handle -> handle.createQuery(
                        "select " + WINDOW_COLUMNS
                                + " from drift_window where domain = :domain order by logged_at desc, ended_at desc limit :most")
                .bind("domain", domain)
                .bind("most", most)
                .map((row, context) -> window(row))
                .list());
        return reversed(newestFirst);
    }

    /** The first of the windows, logged one after the other up to the newest, that are on the newest one's side of the threshold. */
    public Optional<Logged<WindowPoint>> runStart(WindowPoint newest) {
        String other = "select max(logged_at) from drift_window where domain = :domain"
                + " and (reference <> :reference or (score > :threshold) <> :drifts)";
        return database.withHandle(handle -> handle.createQuery("select " + WINDOW_COLUMNS
                        + " from drift_window where domain = :domain and logged_at > coalesce((" + other + "), -1)"
                        + " order by logged_at, ended_at limit 1")
                .bind("domain", newest.domain())
                .bind("reference", newest.reference())
                .bind("threshold", WindowPoint.THRESHOLD)
                .bind("drifts", newest.exceedsThreshold())
                .map((row, context) -> window(row))
                .findOne());
    }

    /**
     * Windows of a domain by their event time, oldest first. Where there are more than {@code most}, the span is cut into as
     * many equal parts, and each is represented by its window with the highest score, so no peak is lost.
     *
     * @param from the earliest end of a window
     * @param until the end of the span, which belongs to it
     */
    public List<Logged<WindowPoint>> windows(String domain, Instant from, Instant until, int most) {
        String span = " from drift_window where domain = :domain and ended_at between :from and :until";
        return database.withHandle(handle -> {
            long count = bindRange(handle.createQuery("select count(*)" + span), domain, from, until)
                    .mapTo(Long.class)
                    .one();
            if (count <= most) {
                return bindRange(
                                handle.createQuery("select " + WINDOW_COLUMNS + span + " order by ended_at, logged_at"),
                                domain,
                                from,
                                until)
                        .map((row, context) -> window(row))
                        .list();
            }
            long[] ends = bindRange(
                            handle.createQuery("select min(ended_at), max(ended_at)" + span), domain, from, until)
                    .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
                    .one();
            long width = Math.max(1, Math.floorDiv(ends[1] - ends[0], (long) most) + 1);
            String ranked = "select " + WINDOW_COLUMNS
                    + ", row_number() over (partition by (ended_at - :first) / :width order by score desc, id) as place"
                    + span;
            return bindRange(
                            handle.createQuery("select " + WINDOW_COLUMNS + " from (" + ranked
                                    + ") ranked where place = 1 order by ended_at, logged_at"),
                            domain,
                            from,
                            until)
                    .bind("first", ends[0])
                    .bind("width", width)
                    .map((row, context) -> window(row))
                    .list();
        });
    }

    /**
     * Messages of a topic, newest first.
     *
     * @param domain those of one domain, or of all
     * @param after those that come after the one with this id, or from the newest; nothing comes after an id that is not there
     */
    public <T> List<Logged<T>> messages(
            HistoryTopic<T> kept, Optional<String> domain, Optional<String> after, int most) {
        String where = " where topic = :topic"
                + domain.map(given -> " and domain = :domain").orElse("")
                + after.map(
                                given ->
                                        " and (logged_at, log_offset) < (select logged_at, log_offset from message where topic = :topic and id = :after)")
                        .orElse("");
        return database.withHandle(handle -> {
            Query query = handle.createQuery("select logged_at, body from message" + where
                            + " order by logged_at desc, log_offset desc limit :most")
                    .bind("topic", kept.topic().name())
                    .bind("most", most);
            domain.ifPresent(given -> query.bind("domain", given));
            after.ifPresent(given -> query.bind("after", given));
            return query.map((row, context) -> message(kept, row)).list();
        });
    }

    /** The message of this id. */
    public <T> Optional<Logged<T>> message(HistoryTopic<T> kept, String id) {
        return database.withHandle(
                handle -> handle.createQuery("select logged_at, body from message where topic = :topic and id = :id")
                        .bind("topic", kept.topic().name())
                        .bind("id", id)
                        .map((row, context) -> message(kept, row))
                        .findOne());
    }

    /** Records that could not be used, newest first; those that come after {@code after}, or from the newest. */
    public List<DeadLetterEntry> deadLetters(Optional<DeadLetterEntry> after, int most) {
        String where = after.map(
                        given -> " where (logged_at, topic, part, log_offset) < (:loggedAt, :topic, :part, :offset)")
                .orElse("");
        return database.withHandle(handle -> {
            Query query = handle.createQuery("select * from dead_letter" + where
                            + " order by logged_at desc, topic desc, part desc, log_offset desc limit :most")
                    .bind("most", most);
            after.ifPresent(letter -> query.bind("loggedAt", letter.loggedAt().toEpochMilli())
                    .bind("topic", letter.topic())
                    .bind("part", letter.partition())
                    .bind("offset", letter.offset()));
            return query.map((row, context) -> deadLetter(row)).list();
        });
    }

    /** The record that could not be used and lies there. */
    public Optional<DeadLetterEntry> deadLetter(String topic, int partition, long offset) {
        return database.withHandle(handle -> handle.createQuery(
                        "select * from dead_letter where topic = :topic and part = :part and log_offset = :offset")
                .bind("topic", topic)
                .bind("part", partition)
                .bind("offset", offset)
                .map((row, context) -> deadLetter(row))
                .findOne());
    }

    /** How many records could not be used, by topic and reason. */
    public List<DeadLetterCount> deadLetterCounts() {
        return database.withHandle(handle -> handle.createQuery(
                        "select topic, reason, count(*) as records, count(redriven_at) as redriven, max(logged_at) as newest"
                                + " from dead_letter group by topic, reason order by topic, reason")
                .map((row, context) -> new DeadLetterCount(
                        row.getString("topic"),
                        row.getString("reason"),
                        row.getLong("records"),
                        row.getLong("redriven"),
                        Instant.ofEpochMilli(row.getLong("newest"))))
                .list());
    }

    /**
     * Writes down that a command begins.
     *
     * @return false if there is one with this key already
     */
    boolean startCommand(String key, String operation, Instant now) {
        return database.withHandle(
                handle -> handle.createUpdate("insert into command (idempotency_key, operation, status, body, begun_at)"
                                        + " values (:key, :operation, 0, '', :now) on conflict do nothing")
                                .bind("key", key)
                                .bind("operation", operation)
                                .bind("now", now.toEpochMilli())
                                .execute()
                        == 1);
    }

    /** Writes down how a command was answered. */
    void completeCommand(String key, int status, String body) {
        database.useHandle(handle -> handle.createUpdate(
                        "update command set status = :status, body = :body where idempotency_key = :key")
                .bind("status", status)
                .bind("body", body)
                .bind("key", key)
                .execute());
    }

    /** Commands that were under way when the service was stopped: whether they were done, nobody knows. */
    void markInterrupted() {
        String answer =
                "{\"title\":\"Broken off\",\"status\":409,\"detail\":\"the service was stopped while it did this;"
                        + " look whether it was done, and use another key\"}";
        database.useHandle(
                handle -> handle.createUpdate("update command set status = 409, body = :answer where status = 0")
                        .bind("answer", answer)
                        .execute());
    }

    /** The command has not been done. */
    void deleteCommand(String key) {
        database.useHandle(handle -> handle.createUpdate("delete from command where idempotency_key = :key")
                .bind("key", key)
                .execute());
    }

    /** The command of this key. */
    Optional<StoredCommand> command(String key) {
        return database.withHandle(
                handle -> handle.createQuery("select operation, status, body from command where idempotency_key = :key")
                        .bind("key", key)
                        .map((row, context) -> new StoredCommand(
                                row.getString("operation"), row.getInt("status"), row.getString("body")))
                        .findOne());
    }

    /**
     * Lets go of what is old.
     *
     * @param windowsBefore windows and dead letters that were logged before
     * @param messagesBefore alerts, adaptations, releases and rollouts that were logged before
     */
    public void purgeExpired(Instant windowsBefore, Instant messagesBefore) {
        database.useTransaction(handle -> {
            delete(handle, "drift_window where logged_at", windowsBefore);
            delete(handle, "domain where heard_at", windowsBefore);
            delete(handle, "dead_letter where logged_at", windowsBefore);
            delete(handle, "message where logged_at", messagesBefore);
            delete(handle, "command where begun_at", windowsBefore);
        });
    }

    /** Lets go of everything that follows from the log, and of how far it has been read. */
    public void deleteAll() {
        database.useTransaction(handle -> {
            for (String table : List.of("drift_window", "domain", "dead_letter", "message", "log_position")) {
                handle.execute("delete from " + table);
            }
        });
    }

    private static void delete(Handle handle, String rows, Instant before) {
        handle.createUpdate("delete from " + rows + " < :before")
                .bind("before", before.toEpochMilli())
                .execute();
    }

    private static Query bindRange(Query query, String domain, Instant from, Instant until) {
        return query.bind("domain", domain).bind("from", from.toEpochMilli()).bind("until", until.toEpochMilli());
    }

    private static Logged<WindowPoint> window(ResultSet row) throws SQLException {
        return new Logged<>(
                new WindowPoint(
                        row.getString("id"),
                        row.getString("domain"),
                        row.getString("reference"),
                        State.valueOf(row.getString("state")),
                        row.getString("channel"),
                        Instant.ofEpochMilli(row.getLong("ended_at")),
                        row.getLong("events"),
                        row.getDouble("mmd2"),
                        row.getDouble("score"),
                        row.getDouble("source_mmd2")),
                Instant.ofEpochMilli(row.getLong("logged_at")));
    }

    private static <T> Logged<T> message(HistoryTopic<T> kept, ResultSet row) throws SQLException {
        T message = kept.topic()
                .codec()
                .decode(row.getBytes("body"))
                .orElseThrow(rejection -> new IllegalStateException("the database holds a message of "
                        + kept.topic().name() + " that cannot be read: " + rejection));
        return new Logged<>(message, Instant.ofEpochMilli(row.getLong("logged_at")));
    }

    private static DeadLetterEntry deadLetter(ResultSet row) throws SQLException {
        long redrivenAt = row.getLong("redriven_at");
        OptionalLong redriven = row.wasNull() ? OptionalLong.empty() : OptionalLong.of(redrivenAt);
        return new DeadLetterEntry(
                row.getString("topic"),
                row.getInt("part"),
                row.getLong("log_offset"),
                Instant.ofEpochMilli(row.getLong("logged_at")),
                row.getString("record_key"),
                row.getString("reason"),
                row.getString("cause"),
                row.getString("stage"),
                row.getInt("from_part"),
                row.getLong("from_offset"),
                redriven.isPresent() ? Optional.of(Instant.ofEpochMilli(redriven.getAsLong())) : Optional.empty());
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }
}
