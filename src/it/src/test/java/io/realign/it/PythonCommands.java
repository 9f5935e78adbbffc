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

/** Runs the documented Python programs with the broker of {@link DocumentedInstallation}. */
final class PythonCommands {
    private static final String DATA_DOC = "src/site/data.md";
    private static final String PYTHON_DOC = "src/site/python.md";
    private static final String IMPORT_KAFKA = "import confluent_kafka";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final DocumentedInstallation installation;
    private final Path environment;
    private Optional<Boolean> installed = Optional.empty();

    PythonCommands(DocumentedInstallation installation) throws IOException {
        this.installation = installation;
        environment = installation.work.resolve("python");
        Files.writeString(
                installation.work.resolve("produce.py"), Documents.codeBlock(DATA_DOC, "python", "confluent_kafka"));
        Files.writeString(
                installation.work.resolve("follow.py"), Documents.codeBlock(PYTHON_DOC, "python", "onnxruntime"));
    }

    String run(Command command) {
        if (command.text().startsWith("pip ")) {
            return isInstalled() ? "run, in a virtual environment" : "NOT RUN: the packages cannot be installed";
        }
        return command.text().contains("produce.py") ? produce(command) : follow(command);
    }

    private String produce(Command command) {
        Optional<String> interpreter = canRun(environment + "/bin/python3", IMPORT_KAFKA)
                ? Optional.of(environment + "/bin/python3")
                : interpreterFor(IMPORT_KAFKA);
        if (interpreter.isEmpty()) {
            assertThat(System.getenv("CI"))
                    .as("CI, in which confluent_kafka must be installed")
                    .isNull();
            return "NOT RUN: no Python interpreter has confluent_kafka";
        }
        String file = command.text().substring(command.text().lastIndexOf(' ') + 1);
        installation.run(command, command.text().replaceFirst("python3", interpreter.get()));

        List<List<Float>> rows = rows(file);
        List<FeatureEvent> events = installation.topics.messages(Topics.TARGET_EVENTS).stream()
                .filter(event -> event.id().startsWith(file + ":"))
                .toList();
        assertThat(events).extracting(PythonCommands::values).containsExactlyInAnyOrderElementsOf(rows);
        installation.awaitPredictions(events.stream().map(FeatureEvent::id).toList());
        return "run; the codec decodes every event, and the scoring job scores it";
    }

    /** The predictions of the Python consumer match those of the scoring job. */
    private String follow(Command command) {
        if (!isInstalled()) {
            CommandResult.run(compileCommand("follow.py"), installation.work, Map.of())
                    .requireSuccess();
            return "NOT RUN, only compiled: the packages cannot be installed";
        }
        Path outputFile = installation.work.resolve("output-follow");
        Process follower =
                installation.shell(command.text().replaceFirst("^python", environment + "/bin/python3"), outputFile);
        try (EventProducer producer = new EventProducer(installation.bootstrap())) {
            Instant deadline = Instant.now().plus(TIMEOUT);
            while (DocumentedInstallation.read(outputFile).lines().count() < 5) {
                assertThat(Instant.now())
                        .as("deadline for 5 lines of follow.py; output:%n%s", DocumentedInstallation.read(outputFile))
                        .isBefore(deadline);
                assertThat(follower.isAlive())
                        .as("follow.py is running; output:%n%s", DocumentedInstallation.read(outputFile))
                        .isTrue();
                DocumentedInstallation.pause();
                producer.send(Topics.TARGET_EVENTS, "oven-4", new float[] {4, 0, 0, 4, 0, 0}, Optional.empty());
            }
        } finally {
            follower.destroyForcibly();
        }
        List<String[]> lines = DocumentedInstallation.read(outputFile)
                .lines()
                .limit(4)
                .map(line -> line.split(" ", -1))
                .toList();
        Map<String, Prediction> predictions = installation.awaitPredictions(
                lines.stream().map(line -> line[1]).toList());
        assertThat(lines).allSatisfy(line -> assertThat(line)
                .endsWith(
                        Long.toString(predictions.get(line[1]).modelVersion()),
                        predictions.get(line[1]).label()));
        return "run; its predictions match those of the scoring job";
    }

    private boolean isInstalled() {
        if (installed.isEmpty()) {
            installed = Optional.of(install());
        }
        return installed.get();
    }

    /** Runs the documented installation in a virtual environment with access to the system packages. */
    private boolean install() {
        Command command = DocumentedInstallation.singleCommand(PYTHON_DOC, "pip ");
        String python = canRun("/usr/bin/python3", IMPORT_KAFKA) ? "/usr/bin/python3" : "python3";
        CommandResult created = CommandResult.run(
                List.of(python, "-m", "venv", "--copies", "--system-site-packages", environment.toString()),
                installation.work,
                Map.of());
        List<String> pip = Stream.of((environment + "/bin/" + command.text()).split(" ", -1))
                .toList();
        CommandResult pipInstall = created.exitCode() == 0
                ? CommandResult.run(
                        pip, installation.work, Map.of("PIP_RETRIES", "0", "PIP_DISABLE_PIP_VERSION_CHECK", "1"))
                : created;
        if (pipInstall.exitCode() != 0) {
            System.out.println(pipInstall.output());
        }
        return pipInstall.exitCode() == 0;
    }

    /** A command that compiles a program without writing files. */
    private static List<String> compileCommand(String file) {
        return List.of("python3", "-c", "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')", file);
    }

    /** An interpreter that can run this program. */
    static Optional<String> interpreterFor(String program) {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(interpreter -> canRun(interpreter, program))
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
        return DocumentedInstallation.read(installation.work.resolve(file))
                .lines()
                .skip(1)
                .map(line -> Stream.of(line.split(",", -1))
                        .skip(1)
                        .map(Float::valueOf)
                        .toList())
                .toList();
    }
}
