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
 * What a person has who does what the documents say, line by line, in a directory of their own: a broker, the adapter service
 * with everything that may be told outside, both jobs, and a feeder with tables. Only the ports are others.
 */
final class DocumentedInstallation implements AutoCloseable {
    private static final String README = "README.md";
    private static final String DATA = "src/site/data.md";
    private static final String NOTIFICATIONS = "src/site/notifications.md";
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    /** Small, as other tests' programs run beside them. */
    private static final Map<String, String> SMALL =
            Map.of("JAVA_TOOL_OPTIONS", "-Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1");

    final Ports ports = Ports.free();
    final Path work;
    private final List<Path> links = new ArrayList<>();
    private final Set<Command> executed = new HashSet<>();
    private final List<Process> running = new ArrayList<>();

    DocumentedInstallation(Path work) throws IOException {
        this.work = work;
        try (Stream<Path> parts = Files.list(Documents.ROOT)) {
            for (Path part : parts.filter(part -> !part.getFileName().toString().startsWith("."))
                    .toList()) {
                links.add(Files.createSymbolicLink(work.resolve(part.getFileName()), part));
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
        List<Command> exports = all(README, "export ");
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

    /** Runs it to its end, which must be a good one, and returns what it said. */
    String run(Command command) {
        return run(command, command.text());
    }

    /** Runs other words instead, such as those of another interpreter. */
    String run(Command command, String instead) {
        Path said = work.resolve("said-" + executed.size());
        try {
            Process process = shell(instead, said);
            if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                kill(process);
                throw new AssertionError("%s did not end in %s, it said%n%s".formatted(command, TIMEOUT, output(said)));
            }
            assertThat(process.exitValue())
                    .as("%s said%n%s", command, output(said))
                    .isZero();
            executed.add(command);
            return output(said);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Starts a program that runs until it is ended. */
    Path background(String name, List<Command> script) {
        String text = script.stream().map(Command::text).collect(Collectors.joining("\n"));
        Path said = work.resolve("said-" + name);
        running.add(shell(text, said));
        executed.addAll(script);
        return said;
    }

    Process shell(String text, Path said) {
        Map<String, String> environment = new HashMap<>(SMALL);
        // What a person need not say, as these are the defaults.
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(ports.adapter()));
        environment.put("REALIGN_BOOTSTRAP", ports.bootstrap());
        environment.put("REALIGN_ADAPTER", ports.adapterAddress());
        ProcessBuilder shell = new ProcessBuilder("bash", "-ec", substitutePorts(text))
                .directory(work.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        shell.environment().keySet().removeIf(name -> name.startsWith("REALIGN_"));
        shell.environment().putAll(environment);
        try {
            return shell.start();
        } catch (IOException e) {
            throw new UncheckedIOException("expected to run bash", e);
        }
    }

    /** The substitutions: the ports of the documents are perhaps taken, and nobody else is to be told of this. */
    private String substitutePorts(String text) {
        return text.replaceAll("\\b9092\\b", Integer.toString(ports.broker()))
                .replaceAll("\\b8080\\b", Integer.toString(ports.adapter()))
                .replace("hooks.example.com", "127.0.0.1");
    }

    /** What the scoring job answers to these events, by their ids. */
    Map<String, Prediction> awaitPredictions(List<String> ids) {
        TopicContents log = new TopicContents(bootstrap());
        Instant deadline = Instant.now().plus(TIMEOUT);
        Map<String, Prediction> all = new HashMap<>();
        while (!all.keySet().containsAll(ids)) {
            assertThat(Instant.now()).as("answers to " + ids).isBefore(deadline);
            log.messages(Topics.PREDICTIONS).forEach(answer -> all.put(answer.eventId(), answer));
        }
        return all;
    }

    void await(String name, String words) {
        Path said = work.resolve("said-" + name);
        Instant deadline = Instant.now().plus(TIMEOUT);
        while (!output(said).contains(words)) {
            assertThat(Instant.now())
                    .as("%s says '%s', it said%n%s", name, words, output(said))
                    .isBefore(deadline);
            assertThat(running).as("all run; %s said%n%s", name, output(said)).allMatch(Process::isAlive);
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    static String output(Path said) {
        try {
            return Files.readString(said, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only command of the document that contains the words. */
    static Command singleCommand(String document, String words) {
        List<Command> found = all(document, words);
        assertThat(found).as("the command with '%s' in %s", words, document).hasSize(1);
        return found.get(0);
    }

    private static List<Command> all(String document, String words) {
        return Documents.commands(document).stream()
                .filter(command -> command.text().contains(words))
                .toList();
    }

    private static List<Command> exported(List<Command> settings) {
        return settings.stream()
                .map(command -> new Command(command.document(), command.line(), "export " + command.text()))
                .toList();
    }

    @Override
    public void close() throws IOException {
        for (int i = running.size() - 1; i >= 0; i--) {
            kill(running.get(i));
        }
        for (Path link : links) {
            Files.delete(link);
        }
    }

    private static void kill(Process process) {
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }
}
