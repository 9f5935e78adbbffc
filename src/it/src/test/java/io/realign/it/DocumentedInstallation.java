package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.launch.Ports;
import io.realign.it.Documents.Command;
import io.realign.rollout.Prediction;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An installation that is created with the documented commands in an empty directory: a broker, the adapter service with all
 * integrations, both jobs and events from CSV files. Only the ports differ from the documentation.
 */
final class DocumentedInstallation implements AutoCloseable {
    private static final String README = "README.md";
    private static final String DATA = "src/site/data.md";
    private static final String NOTIFICATIONS = "src/site/notifications.md";
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    /** Limits memory, because the programs of other tests run at the same time. */
    private static final Map<String, String> JVM_LIMITS =
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");

    final Ports ports = Ports.free();
    final Path work;
    final TopicContents topics = new TopicContents(ports.bootstrap());
    private final List<Path> links = new ArrayList<>();
    private final Set<Command> executed = new HashSet<>();
    private final List<Process> processes = new ArrayList<>();

    DocumentedInstallation(Path work) throws IOException {
        this.work = work;
        try (Stream<Path> entries = Files.list(Documents.ROOT)) {
            for (Path entry : entries.filter(
                            entry -> !entry.getFileName().toString().startsWith("."))
                    .toList()) {
                links.add(Files.createSymbolicLink(work.resolve(entry.getFileName()), entry));
            }
        }
        Files.createDirectory(work.resolve("keys"));
        SampleCsv.write(work.resolve("laboratory.csv"), 600, 0);
        SampleCsv.write(work.resolve("oven-3.csv"), 100, 1);
    }

    void start() throws IOException {
        background("broker", List.of(singleCommand(DATA, "broker")));
        await("broker", "broker ready");
        run(singleCommand(NOTIFICATIONS, "echo"));
        List<Command> exports = commandsWith(README, "export ");
        Command traces = singleCommand(NOTIFICATIONS, "REALIGN_TRACES");
        List<Command> settings = Documents.commands(NOTIFICATIONS).stream()
                .filter(command ->
                        !command.text().contains(" ") || command.text().startsWith("QUARKUS_"))
                .filter(command -> !command.equals(traces))
                .toList();
        background(
                "service",
                Stream.of(exports, exported(settings), List.of(singleCommand(README, "quarkus-run.jar")))
                        .flatMap(List::stream)
                        .toList());
        executed.addAll(settings);
        await("service", "Listening on");
        background(
                "DriftJob",
                Stream.concat(exports.stream(), Stream.of(singleCommand(README, "DriftJob")))
                        .toList());
        background(
                "ScoringJob",
                Stream.of(exports, exported(List.of(traces)), List.of(singleCommand(README, "ScoringJob")))
                        .flatMap(List::stream)
                        .toList());
        executed.add(traces);
        assertThat(run(singleCommand(DATA, "feed csv"))).contains("accuracy");
    }

    boolean wasExecuted(Command command) {
        return executed.contains(command);
    }

    String bootstrap() {
        return ports.bootstrap();
    }

    /** Runs the command, requires exit code 0 and returns its output. */
    String run(Command command) {
        return run(command, command.text());
    }

    /** Runs {@code text} in place of the text of the command, for example with another interpreter. */
    String run(Command command, String text) {
        Path outputFile = work.resolve("output-" + executed.size());
        try {
            Process process = shell(text, outputFile);
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                kill(process);
                throw new AssertionError(
                        "%s did not end within %s; output:%n%s".formatted(command, TIMEOUT, read(outputFile)));
            }
            assertThat(process.exitValue())
                    .as("exit code of %s; output:%n%s", command, read(outputFile))
                    .isZero();
            executed.add(command);
            return read(outputFile);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Starts a program that runs until {@link #close}. */
    Path background(String name, List<Command> script) {
        String text = script.stream().map(Command::text).collect(Collectors.joining("\n"));
        Path outputFile = work.resolve("output-" + name);
        processes.add(shell(text, outputFile));
        executed.addAll(script);
        return outputFile;
    }

    Process shell(String text, Path outputFile) {
        Map<String, String> environment = new HashMap<>(JVM_LIMITS);
        // The documentation relies on the defaults of these settings.
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.adapter()));
        environment.put("REALIGN_BOOTSTRAP", ports.bootstrap());
        environment.put("REALIGN_ADAPTER", ports.adapterAddress());
        ProcessBuilder shell = new ProcessBuilder("bash", "-ec", substitutePorts(text))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(outputFile.toFile());
        shell.environment().keySet().removeIf(name -> name.startsWith("REALIGN_"));
        shell.environment().putAll(environment);
        try {
            return shell.start();
        } catch (IOException e) {
            throw new UncheckedIOException("expected to run bash", e);
        }
    }

    /** Replaces the documented ports, which may be in use, and the host of the webhook. */
    private String substitutePorts(String text) {
        return text.replaceAll("\\b9092\\b", Integer.toString(ports.broker()))
                .replaceAll("\\b8080\\b", Integer.toString(ports.adapter()))
                .replace("hooks.example.com", "127.0.0.1");
    }

    /** Waits for the predictions of these events. Returns the predictions of all events by event id. */
    Map<String, Prediction> awaitPredictions(List<String> ids) {
        Instant deadline = Instant.now().plus(TIMEOUT);
        Map<String, Prediction> all = new HashMap<>();
        while (!all.keySet().containsAll(ids)) {
            assertThat(Instant.now()).as("predictions of events " + ids).isBefore(deadline);
            pause();
            topics.messages(Topics.PREDICTIONS).forEach(prediction -> all.put(prediction.eventId(), prediction));
        }
        return all;
    }

    void await(String name, String expectedText) {
        Path outputFile = work.resolve("output-" + name);
        Instant deadline = Instant.now().plus(TIMEOUT);
        while (!read(outputFile).contains(expectedText)) {
            assertThat(Instant.now())
                    .as("'%s' in the output of %s:%n%s", expectedText, name, read(outputFile))
                    .isBefore(deadline);
            assertThat(processes)
                    .as("running programs; output of %s:%n%s", name, read(outputFile))
                    .allMatch(Process::isAlive);
            pause();
        }
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static String read(Path outputFile) {
        try {
            return Files.readString(outputFile, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only command of the document that contains the text. */
    static Command singleCommand(String document, String text) {
        List<Command> found = commandsWith(document, text);
        assertThat(found).as("commands with '%s' in %s", text, document).hasSize(1);
        return found.get(0);
    }

    private static List<Command> commandsWith(String document, String text) {
        return Documents.commands(document).stream()
                .filter(command -> command.text().contains(text))
                .toList();
    }

    private static List<Command> exported(List<Command> settings) {
        return settings.stream()
                .map(command -> new Command(command.document(), command.line(), "export " + command.text()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        topics.close();
        for (int i = processes.size() - 1; i >= 0; i--) {
            kill(processes.get(i));
        }
        for (Path link : links) {
            Files.delete(link);
        }
    }

    private static void kill(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }
}
