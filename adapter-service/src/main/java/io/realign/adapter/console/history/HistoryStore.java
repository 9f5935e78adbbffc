package io.realign.adapter.console.history;

import io.realign.adapter.api.Paginator.PagedList;
import io.realign.schemas.DecodeResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.locator.ClasspathSqlLocator;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.Query;

/**
 * The history database. The SQL statements are resources in the folder {@code HistoryStore} of this package. Every method throws
 * {@link org.jdbi.v3.core.JdbiException} if the database is unavailable; the call may be repeated.
 */
public class HistoryStore {
    private static final Logger LOG = Logger.getLogger(HistoryStore.class);
    private static final String BEFORE_BATCH = "before_batch";

    /** SQLSTATE classes: transaction rollback, insufficient resources, object not in prerequisite state, operator intervention. */
    private static final List<String> TRANSIENT_SQL_STATES = List.of("40", "53", "55", "57");

    private static final ClasspathSqlLocator STATEMENTS = ClasspathSqlLocator.create();
    private static final RowMapper<WindowPoint> WINDOW_POINT = ConstructorMapper.of(WindowPoint.class);
    private static final RowMapper<TimestampedMessage<WindowPoint>> WINDOW =
            (row, context) -> new TimestampedMessage<>(WINDOW_POINT.map(row, context), loggedAt(row));

    private final Jdbi database;
    private final Runnable migration;
    private boolean migrated;

    /**
     * A command with an idempotency key.
     *
     * @param operation command and resource
     * @param status HTTP status of the response; 0 while the command is in progress
     * @param body JSON body of the response
     */
    record StoredCommand(String operation, int status, String body) {
        boolean isInProgress() {
            return status == 0;
        }
    }

    /** @param migration creates or migrates the tables; idempotent */
    HistoryStore(Jdbi database, Runnable migration) {
        this.database = database.registerArgument(new InstantArgumentFactory())
                .registerColumnMapper(Instant.class, (row, column, context) -> {
                    long millis = row.getLong(column);
                    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
                })
                .registerRowMapper(ConstructorMapper.factory(DeadLetterEntry.class))
                .registerRowMapper(ConstructorMapper.factory(DeadLetterCount.class))
                .registerRowMapper(ConstructorMapper.factory(Rollback.class));
        this.migration = migration;
    }

    /** For the CDI client proxy. */
    protected HistoryStore() {
        this.database = null;
        this.migration = null;
    }

    static String sql(String name) {
        return STATEMENTS.locate(HistoryStore.class, name);
    }

    /** Creates or migrates the tables. Must succeed once before any other method is called. */
    public synchronized void open() {
        if (!migrated) {
            migration.run();
            markInterrupted();
            migrated = true;
        }
    }

    /** Writes a batch in one transaction. Existing rows are not changed. */
    public void write(HistoryBatch batch) {
        database.useTransaction(batch::write);
    }

    /**
     * Writes a batch like {@link #write}. If the database rejects the batch, writes the fallback in the same transaction, so that a
     * lost connection is not mistaken for a rejection.
     *
     * @return reason of the rejection; empty if the batch is stored
     * @throws JdbiException if the database is unavailable
     */
    Optional<RuntimeException> writeOrFallback(HistoryBatch batch, HistoryBatch fallback) {
        return database.inTransaction(handle -> {
            handle.savepoint(BEFORE_BATCH);
            try {
                batch.write(handle);
                return Optional.empty();
            } catch (RuntimeException e) {
                if (isTransient(e)) {
                    throw e;
                }
                handle.rollbackToSavepoint(BEFORE_BATCH);
                fallback.write(handle);
                return Optional.of(e);
            }
        });
    }

    /** Whether the database could accept the same statement later: after a conflict, a lock, a cancellation or an overload. */
    private static boolean isTransient(RuntimeException failure) {
        return failure.getCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && TRANSIENT_SQL_STATES.stream().anyMatch(cause.getSQLState()::startsWith);
    }

    public Map<TopicPartition, Long> nextOffsets() {
        return database.withHandle(handle -> handle.createQuery(sql("nextOffsets"))
                .map((row, context) -> Map.entry(
                        new TopicPartition(row.getString("topic"), row.getInt("partition_id")),
                        row.getLong("next_offset")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The {@code limit} domains with the newest windows by Kafka timestamp, newest last. */
    public List<String> domains(int limit) {
        return reversed(database.withHandle(handle -> handle.createQuery(sql("domains"))
                .bind("limit", limit)
                .mapTo(String.class)
                .list()));
    }

    /** The {@code limit} newest windows of a domain by Kafka timestamp, oldest first. */
    public List<TimestampedMessage<WindowPoint>> newestWindows(String domain, int limit) {
        return reversed(database.withHandle(handle -> handle.createQuery(sql("newestWindows"))
                .bind("domain", domain)
                .bind("limit", limit)
                .map(WINDOW)
                .list()));
    }

    /** First window of the {@linkplain WindowPoint#isInSameSegment segment} of the newest window. */
    public Optional<TimestampedMessage<WindowPoint>> segmentStart(WindowPoint newest) {
        return database.withHandle(handle -> handle.createQuery(sql("segmentStart"))
                .bindMethods(newest)
                .bind("threshold", WindowPoint.THRESHOLD)
                .map(WINDOW)
                .findOne());
    }

    /**
     * Windows of a domain by event time, oldest first. If there are more than {@code limit}, the time range is divided into
     * {@code limit} equal intervals, and only the window with the highest score of each interval is returned.
     *
     * @param from earliest end of a window, inclusive
     * @param until latest end of a window, inclusive
     */
    public List<TimestampedMessage<WindowPoint>> windows(String domain, Instant from, Instant until, int limit) {
        UnaryOperator<Query> bindRange =
                query -> query.bind("domain", domain).bind("from", from).bind("until", until);
        return database.withHandle(handle -> {
            WindowSpan span = bindRange
                    .apply(handle.createQuery(sql("windowSpan")))
                    .map((row, context) ->
                            new WindowSpan(row.getLong("windows"), row.getLong("first_end"), row.getLong("last_end")))
                    .one();
            if (span.windows() <= limit) {
                return bindRange
                        .apply(handle.createQuery(sql("windows")))
                        .map(WINDOW)
                        .list();
            }
            return bindRange
                    .apply(handle.createQuery(sql("sampledWindows")))
                    .bind("firstEnd", span.firstEnd())
                    .bind("width", Math.max(1, Math.floorDiv(span.lastEnd() - span.firstEnd(), (long) limit) + 1))
                    .map(WINDOW)
                    .list();
        });
    }

    /** Messages of a topic, newest first. */
    <T> PagedList<TimestampedMessage<T>> pagedMessages(HistoryTopic<T> topic, Optional<String> domain) {
        return new PagedList<>() {
            @Override
            public Optional<TimestampedMessage<T>> find(String id) {
                return message(topic, id);
            }

            @Override
            public List<TimestampedMessage<T>> items(Optional<TimestampedMessage<T>> after, int limit) {
                return messages(topic, domain, after.map(this::id), limit);
            }

            @Override
            public String id(TimestampedMessage<T> item) {
                return topic.id().apply(item.message());
            }
        };
    }

    /** The {@code limit} newest messages of a domain, oldest first. */
    public <T> List<TimestampedMessage<T>> newestMessages(HistoryTopic<T> topic, String domain, int limit) {
        return reversed(messages(topic, Optional.of(domain), Optional.empty(), limit));
    }

    /**
     * Messages of a topic, newest first.
     *
     * @param domain restricts the result to one domain
     * @param after id of the message that precedes the result; empty for the newest. The result is empty if the id is unknown.
     */
    public <T> List<TimestampedMessage<T>> messages(
            HistoryTopic<T> topic, Optional<String> domain, Optional<String> after, int limit) {
        return database.withHandle(handle -> {
            Optional<RecordPosition> before = after.isEmpty()
                    ? Optional.of(RecordPosition.END)
                    : message(handle, topic, after.get(), HistoryStore::position);
            if (before.isEmpty()) {
                return List.of();
            }
            Query query = handle.createQuery(sql(domain.isPresent() ? "messagesOfDomain" : "messages"))
                    .bind("topic", topic.topic().name())
                    .bind("beforeLoggedAt", before.get().loggedAt())
                    .bind("beforeOffset", before.get().offset())
                    .bind("limit", limit);
            domain.ifPresent(name -> query.bind("domain", name));
            return query.map((row, context) -> decode(topic, row)).stream()
                    .flatMap(Optional::stream)
                    .toList();
        });
    }

    public <T> Optional<TimestampedMessage<T>> message(HistoryTopic<T> topic, String id) {
        return database.withHandle(handle ->
                message(handle, topic, id, (row, context) -> decode(topic, row)).flatMap(Function.identity()));
    }

    /** Rollback of a version of a domain; empty if it was not rolled back. */
    Optional<Rollback> rollback(String domain, long version) {
        return database.withHandle(handle -> handle.createQuery(sql("rollback"))
                .bind("domain", domain)
                .bind("version", version)
                .mapTo(Rollback.class)
                .findOne());
    }

    /** At most {@code limit} dead letters that follow {@code after}, or the newest if {@code after} is empty; newest first. */
    public List<DeadLetterEntry> deadLetters(Optional<DeadLetterEntry> after, int limit) {
        return database.withHandle(handle -> handle.createQuery(sql("deadLetters"))
                .bind(
                        "beforeLoggedAt",
                        after.map(entry -> entry.loggedAt().toEpochMilli()).orElse(Long.MAX_VALUE))
                .bind("beforeTopic", after.map(DeadLetterEntry::topic).orElse(""))
                .bind("beforePartition", after.map(DeadLetterEntry::partition).orElse(0))
                .bind("beforeOffset", after.map(DeadLetterEntry::offset).orElse(0L))
                .bind("limit", limit)
                .mapTo(DeadLetterEntry.class)
                .list());
    }

    public Optional<DeadLetterEntry> deadLetter(String topic, int partition, long offset) {
        return database.withHandle(handle -> handle.createQuery(sql("deadLetter"))
                .bind("topic", topic)
                .bind("partition", partition)
                .bind("offset", offset)
                .mapTo(DeadLetterEntry.class)
                .findOne());
    }

    public List<DeadLetterCount> deadLetterCounts() {
        return database.withHandle(handle -> handle.createQuery(sql("deadLetterCounts"))
                .mapTo(DeadLetterCount.class)
                .list());
    }

    /**
     * Stores a command as in progress.
     *
     * @return false if the key is already in use
     */
    boolean startCommand(String key, String operation, Instant now) {
        return database.withHandle(handle -> handle.createUpdate(sql("insertCommand"))
                        .bind("key", key)
                        .bind("operation", operation)
                        .bind("now", now)
                        .execute()
                == 1);
    }

    void completeCommand(String key, int status, String body) {
        database.useHandle(handle -> handle.createUpdate(sql("completeCommand"))
                .bind("status", status)
                .bind("body", body)
                .bind("key", key)
                .execute());
    }

    /** Assigns the status 409 to commands that were in progress when the service stopped, since their result is unknown. */
    void markInterrupted() {
        String body =
                "{\"title\":\"Command interrupted\",\"status\":409,\"detail\":\"the service stopped while the command was in"
                        + " progress; check its effect and use another key to repeat it\"}";
        database.useHandle(handle ->
                handle.createUpdate(sql("interruptCommands")).bind("body", body).execute());
    }

    void deleteCommand(String key) {
        database.useHandle(handle ->
                handle.createUpdate(sql("deleteCommand")).bind("key", key).execute());
    }

    Optional<StoredCommand> command(String key) {
        return database.withHandle(handle -> handle.createQuery(sql("command"))
                .bind("key", key)
                .map((row, context) ->
                        new StoredCommand(row.getString("operation"), row.getInt("status"), row.getString("body")))
                .findOne());
    }

    /**
     * Deletes expired rows.
     *
     * @param windowsBefore windows, dead letters and commands before this time are deleted
     * @param messagesBefore alerts, adaptations, releases and rollout statuses before this time are deleted
     */
    public void purgeExpired(Instant windowsBefore, Instant messagesBefore) {
        database.useTransaction(handle -> {
            purge(handle, "drift_window", "logged_at", windowsBefore);
            purge(handle, "domain", "last_window_at", windowsBefore);
            purge(handle, "dead_letter", "logged_at", windowsBefore);
            purge(handle, "topic_record", "logged_at", messagesBefore);
            purge(handle, "rollback", "rolled_back_at", messagesBefore);
            purge(handle, "idempotent_command", "started_at", windowsBefore);
        });
    }

    /** Deletes all rows derived from Kafka topics, and the offsets. */
    public void deleteAll() {
        database.useTransaction(handle -> {
            for (String table :
                    List.of("drift_window", "domain", "dead_letter", "topic_record", "rollback", "log_position")) {
                handle.createUpdate(sql("deleteAll")).define("table", table).execute();
            }
        });
    }

    private static void purge(Handle handle, String table, String column, Instant before) {
        handle.createUpdate(sql("purge"))
                .define("table", table)
                .define("column", column)
                .bind("before", before)
                .execute();
    }

    private static <T> Optional<T> message(Handle handle, HistoryTopic<?> topic, String id, RowMapper<T> mapper) {
        return handle.createQuery(sql("message"))
                .bind("topic", topic.topic().name())
                .bind("id", id)
                .map(mapper)
                .findOne();
    }

    private static RecordPosition position(ResultSet row, Object context) throws SQLException {
        return new RecordPosition(row.getLong("logged_at"), row.getLong("record_offset"));
    }

    /** Empty, with a warning in the log, if the row violates the current contract of the topic. */
    private static <T> Optional<TimestampedMessage<T>> decode(HistoryTopic<T> topic, ResultSet row)
            throws SQLException {
        DecodeResult<T> decoded = topic.topic().codec().decode(row.getBytes("body"));
        if (decoded instanceof DecodeResult.Valid<T> valid) {
            return Optional.of(new TimestampedMessage<>(valid.message(), loggedAt(row)));
        }
        LOG.warnf(
                "ignoring an invalid row of %s in the history database: %s; rebuild the history to remove it",
                topic.topic().name(), decoded);
        return Optional.empty();
    }

    private static Instant loggedAt(ResultSet row) throws SQLException {
        return Instant.ofEpochMilli(row.getLong("logged_at"));
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    private record WindowSpan(long windows, long firstEnd, long lastEnd) {}

    private record RecordPosition(long loggedAt, long offset) {
        static final RecordPosition END = new RecordPosition(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Stores an instant as milliseconds since the epoch. */
    private static final class InstantArgumentFactory extends AbstractArgumentFactory<Instant> {
        InstantArgumentFactory() {
            super(Types.BIGINT);
        }

        @Override
        protected Argument build(Instant value, ConfigRegistry config) {
            return (position, statement, context) -> statement.setLong(position, value.toEpochMilli());
        }
    }
}
