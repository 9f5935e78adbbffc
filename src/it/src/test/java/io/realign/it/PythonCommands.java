package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.FeatureEvent;
import io.realign.it.Documents.Command;
import io.realign.rollout.Prediction;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The programs in Python that the documents show, against the broker of {@link DocumentedInstallation}. */
final class PythonCommands {
    private static final String DATA = "src/site/data.md";
    private static final String FOLLOWER = "src/site/python.md";
    private static final String KAFKA = "import confluent_kafka";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final DocumentedInstallation book;
    private final TopicContents log;
    private final Path own;
    private Optional<Boolean> installed = Optional.empty();

    PythonCommands(DocumentedInstallation book) throws IOException {
        this.book = book;
        log = new TopicContents(book.bootstrap());
        own = book.work.resolve("python");
        Files.writeString(book.work.resolve("produce.py"), Documents.code(DATA, "python", "confluent_kafka"));
        Files.writeString(book.work.resolve("follow.py"), Documents.code(FOLLOWER, "python", "onnxruntime"));
    }

    String run(Command command) {
        if (command.text().startsWith("pip ")) {
            return installed() ? "ran, in an environment of its own" : "NOT RUN: the packages cannot be had here";
        }
        return command.text().contains("produce.py") ? produce(command) : follow(command);
    }

    private String produce(Command command) {
        Optional<String> interpreter =
                canRun(own + "/bin/python3", KAFKA) ? Optional.of(own + "/bin/python3") : interpreterFor(KAFKA);
        if (interpreter.isEmpty()) {
            assertThat(System.getenv("CI"))
                    .as("CI is set, and .ci/run installs confluent_kafka")
                    .isNull();
            return "NOT RUN: no Python here has confluent_kafka";
        }
        String file = command.text().substring(command.text().lastIndexOf(' ') + 1);
        book.run(command, command.text().replaceFirst("python3", interpreter.get()));

        List<List<Float>> rows = rows(file);
        List<FeatureEvent> events = log.messages(Topics.TARGET_EVENTS).stream()
                .filter(event -> event.id().startsWith(file + ":"))
                .toList();
        assertThat(events).extracting(PythonCommands::values).containsExactlyInAnyOrderElementsOf(rows);
        book.awaitPredictions(events.stream().map(FeatureEvent::id).toList());
        return "ran; the codec reads every event, and the scoring job answers each";
    }

    /** The consumer gives the same answers as the scoring job. */
    private String follow(Command command) {
        if (!installed()) {
            CommandResult.run(compiling("follow.py"), book.work, Map.of()).requireSuccess();
            return "NOT RUN, but compiled: the packages cannot be had here";
        }
        Path said = book.work.resolve("said-follow");
        Process follower = book.shell(command.text().replaceFirst("^python", own + "/bin/python3"), said);
        try (EventProducer field = new EventProducer(book.bootstrap())) {
            Instant deadline = Instant.now().plus(PATIENCE);
            while (DocumentedInstallation.output(said).lines().count() < 5) {
                assertThat(Instant.now())
                        .as("lines of follow.py, which said%n%s", DocumentedInstallation.output(said))
                        .isBefore(deadline);
                assertThat(follower.isAlive())
                        .as(DocumentedInstallation.output(said))
                        .isTrue();
                field.send(Topics.TARGET_EVENTS, "oven-4", new float[] {4, 0, 0, 4, 0, 0}, Optional.empty());
            }
        } finally {
            follower.destroyForcibly();
        }
        List<String[]> lines = DocumentedInstallation.output(said)
                .lines()
                .limit(4)
                .map(line -> line.split(" ", -1))
                .toList();
        Map<String, Prediction> answers =
                book.awaitPredictions(lines.stream().map(line -> line[1]).toList());
        assertThat(lines).allSatisfy(line -> assertThat(line)
                .endsWith(
                        Long.toString(answers.get(line[1]).modelVersion()),
                        answers.get(line[1]).label()));
        return "ran; it answers as the scoring job does";
    }

    private boolean installed() {
        if (installed.isEmpty()) {
            installed = Optional.of(install());
        }
        return installed.get();
    }

    /** As the document says, into an environment that also has what the system has. */
    private boolean install() {
        Command command = DocumentedInstallation.singleCommand(FOLLOWER, "pip ");
        String python = canRun("/usr/bin/python3", KAFKA) ? "/usr/bin/python3" : "python3";
        CommandResult environment = CommandResult.run(
                List.of(python, "-m", "venv", "--copies", "--system-site-packages", own.toString()),
                book.work,
                Map.of());
        List<String> line =
                Stream.of((own + "/bin/" + command.text()).split(" ", -1)).toList();
        CommandResult installing = environment.exitCode() == 0
                ? CommandResult.run(line, book.work, Map.of("PIP_RETRIES", "0", "PIP_DISABLE_PIP_VERSION_CHECK", "1"))
                : environment;
        if (installing.exitCode() != 0) {
            System.out.println(installing.output());
        }
        return installing.exitCode() == 0;
    }

    /** Compiles a program and leaves nothing behind. */
    private static List<String> compiling(String file) {
        return List.of("python3", "-c", "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')", file);
    }

    /** The interpreter that can run this program, if there is one. */
    static Optional<String> interpreterFor(String program) {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(place -> canRun(place, program))
                .findFirst();
    }

    private static boolean canRun(String interpreter, String program) {
        return CommandResult.run(
                                List.of("bash", "-c", "exec \"$0\" -c \"$1\"", interpreter, program),
                                Documents.ROOT,
                                Map.of())
                        .exitCode()
                == 0;
    }

    private static List<Float> values(FeatureEvent event) {
        return Stream.of(event.features().values())
                .flatMap(values -> IntStream.range(0, values.length).mapToObj(i -> values[i]))
                .toList();
    }

    private List<List<Float>> rows(String file) {
        return DocumentedInstallation.output(book.work.resolve(file))
                .lines()
                .skip(1)
                .map(line -> Stream.of(line.split(",", -1))
                        .skip(1)
                        .map(Float::valueOf)
                        .toList())
                .toList();
    }
}
