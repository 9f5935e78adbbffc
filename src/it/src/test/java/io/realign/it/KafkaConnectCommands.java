package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.launch.Ports;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.it.Documents.Command;
import io.realign.schemas.Topics;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs Kafka Connect as documented, with PostgreSQL and the broker of {@link DocumentedInstallation}. */
final class KafkaConnectCommands {
    private static final String DATA = "src/site/data.md";
    private static final String TABLE = "create table measurements (id bigserial primary key, oven text not null,"
            + " measured_at timestamptz not null, x1 real, x2 real, x3 real, x4 double precision, x5 real, x6 int)";
    private static final String ROW = "insert into measurements (oven, measured_at, x1, x2, x3, x4, x5, x6)"
            + " values ('oven-5', '2026-01-01 11:00:00.25+01', 4, .5, 0, 4.25, -.5, ";

    private static final Instant MEASURED_AT = Instant.parse("2026-01-01T10:00:00.250Z");
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private final DocumentedInstallation installation;
    private final Path plugins;

    KafkaConnectCommands(DocumentedInstallation installation) {
        this.installation = installation;
        this.plugins = installation.work.resolve("plugins");
    }

    String run(Command command) {
        try {
            return command.text().startsWith("cp ") ? copy(command) : stream(command);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new AssertionError("an SQL statement failed", e);
        }
    }

    /** The build has downloaded the Debezium connector. */
    private String copy(Command command) throws IOException {
        Files.createDirectory(plugins);
        String connector = "debezium-connector-postgres";
        Files.createSymbolicLink(
                plugins.resolve(connector),
                Documents.ROOT.resolve("src/it/target/connectors").resolve(connector));
        installation.run(command);
        return "run";
    }

    private String stream(Command command) throws IOException, SQLException {
        Path outputFile = installation.work.resolve("output-connect");
        try (EmbeddedPostgres database = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "logical")
                .start()) {
            try (Connection connection = database.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(TABLE);
                statement.execute(ROW + "1)");
                writeSettings(command, database.getPort());
                Process worker =
                        installation.shell(command.text().replaceFirst("connect-standalone.sh", worker()), outputFile);
                try {
                    awaitEvents(1, worker, outputFile);
                    statement.execute(ROW + "2)");
                    statement.execute("delete from measurements where id = 1");
                    statement.execute(ROW + "3)");
                    assertThat(awaitEvents(3, worker, outputFile))
                            .containsExactly(event("1", 1), event("2", 2), event("3", 3));
                } finally {
                    worker.destroyForcibly();
                }
            }
        }
        installation.awaitPredictions(List.of("1", "2", "3"));
        return "run, with a dedicated PostgreSQL; the scoring job scores each row";
    }

    private static FeatureEvent event(String id, float x6) {
        return new FeatureEvent(id, "oven-5", MEASURED_AT, Tensor.vector(4, .5f, 0, 4.25f, -.5f, x6), Optional.empty());
    }

    /** Writes the configuration files of the command with the documented content and other ports. */
    private void writeSettings(Command command, int databasePort) throws IOException {
        String[] files = command.text().split(" ", -1);
        String restPort = Integer.toString(Ports.free().adapter());
        Files.writeString(
                installation.work.resolve(files[1]),
                Documents.codeBlock(DATA, "properties", "bootstrap.servers")
                        .replace("127.0.0.1:9092", installation.bootstrap())
                        .replace("8083", restPort));
        Files.writeString(
                installation.work.resolve(files[2]),
                Documents.codeBlock(DATA, "properties", "PostgresConnector")
                        .replace("5432", Integer.toString(databasePort)));
    }

    /** The command of {@code connect-standalone.sh}, with the libraries of Kafka only. */
    private static String worker() {
        String libraries = Stream.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator), -1))
                .filter(entry -> entry.endsWith(".jar") && !entry.contains("realign"))
                .collect(Collectors.joining(File.pathSeparator));
        return "java -cp '%s' org.apache.kafka.connect.cli.ConnectStandalone".formatted(libraries);
    }

    private List<FeatureEvent> awaitEvents(int count, Process worker, Path outputFile) {
        Instant deadline = Instant.now().plus(TIMEOUT);
        while (true) {
            List<FeatureEvent> events = installation.topics.records(Topics.TARGET_EVENTS.name()).stream()
                    .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals("oven-5"))
                    .map(record -> Topics.TARGET_EVENTS
                            .codec()
                            .decode(record.value())
                            .orElseThrow(rejection -> new IllegalStateException(rejection.toString())))
                    .toList();
            if (events.size() >= count) {
                return events;
            }
            assertThat(worker.isAlive())
                    .as("Kafka Connect is running; output:%n%s", DocumentedInstallation.read(outputFile))
                    .isTrue();
            assertThat(Instant.now())
                    .as(
                            "%d events, got %s; output of Kafka Connect:%n%s",
                            count, events, DocumentedInstallation.read(outputFile))
                    .isBefore(deadline);
            DocumentedInstallation.pause();
        }
    }
}
