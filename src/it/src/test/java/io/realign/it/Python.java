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

/** The programs in Python that the documents show, against the broker of {@link ByTheBook}. */
final class Python {
    private static final String DATA = "src/site/data.md";
    private static final String FOLLOWER = "src/site/python.md";
    private static final String KAFKA = "import confluent_kafka";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ByTheBook book;
    private final Log log;
    private final Path own;
    private Optional<Boolean> installed = Optional.empty();

    Python(ByTheBook book) throws IOException {
        this.book = book;
        log = new Log(book.bootstrap());
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
                has(own + "/bin/python3", KAFKA) ? Optional.of(own + "/bin/python3") : having(KAFKA);
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
        assertThat(events).extracting(Python::values).containsExactlyInAnyOrderElementsOf(rows);
        book.answers(events.stream().map(FeatureEvent::id).toList());
        return "ran; the codec reads every event, and the scoring job answers each";
    }

    /** The consumer gives the same answers as the scoring job. */
    private String follow(Command command) {
        if (!installed()) {
            Tried.of(compiling("follow.py"), book.work, Map.of()).good();
            return "NOT RUN, but compiled: the packages cannot be had here";
        }
        Path said = book.work.resolve("said-follow");
        Process follower = book.shell(command.text().replaceFirst("^python", own + "/bin/python3"), said);
        try (Field field = new Field(book.bootstrap())) {
            Instant deadline = Instant.now().plus(PATIENCE);
            while (ByTheBook.words(said).lines().count() < 5) {
                assertThat(Instant.now())
                        .as("lines of follow.py, which said%n%s", ByTheBook.words(said))
                        .isBefore(deadline);
                assertThat(follower.isAlive()).as(ByTheBook.words(said)).isTrue();
                field.send(Topics.TARGET_EVENTS, "oven-4", new float[] {4, 0, 0, 4, 0, 0}, Optional.empty());
            }
        } finally {
            follower.destroyForcibly();
        }
        List<String[]> lines = ByTheBook.words(said)
                .lines()
                .limit(4)
                .map(line -> line.split(" ", -1))
                .toList();
        Map<String, Prediction> answers =
                book.answers(lines.stream().map(line -> line[1]).toList());
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
        Command command = ByTheBook.only(FOLLOWER, "pip ");
        String python = has("/usr/bin/python3", KAFKA) ? "/usr/bin/python3" : "python3";
        Tried environment = Tried.of(
                List.of(python, "-m", "venv", "--copies", "--system-site-packages", own.toString()),
                book.work,
                Map.of());
        List<String> line =
                Stream.of((own + "/bin/" + command.text()).split(" ", -1)).toList();
        Tried installing = environment.exit() == 0
                ? Tried.of(line, book.work, Map.of("PIP_RETRIES", "0", "PIP_DISABLE_PIP_VERSION_CHECK", "1"))
                : environment;
        if (installing.exit() != 0) {
            System.out.println(installing.said());
        }
        return installing.exit() == 0;
    }

    /** Compiles a program and leaves nothing behind. */
    private static List<String> compiling(String file) {
        return List.of("python3", "-c", "import sys; compile(open(sys.argv[1]).read(), sys.argv[1], 'exec')", file);
    }

    /** The interpreter that can run this program, if there is one. */
    static Optional<String> having(String program) {
        return Stream.of("python3", "/usr/bin/python3")
                .filter(place -> has(place, program))
                .findFirst();
    }

    private static boolean has(String interpreter, String program) {
        return Tried.of(List.of("bash", "-c", "exec \"$0\" -c \"$1\"", interpreter, program), Documents.ROOT, Map.of())
                        .exit()
                == 0;
    }

    private static List<Float> values(FeatureEvent event) {
        return Stream.of(event.features().values())
                .flatMap(values -> IntStream.range(0, values.length).mapToObj(i -> values[i]))
                .toList();
    }

    private List<List<Float>> rows(String file) {
        return ByTheBook.words(book.work.resolve(file))
                .lines()
                .skip(1)
                .map(line -> Stream.of(line.split(",", -1))
                        .skip(1)
                        .map(Float::valueOf)
                        .toList())
                .toList();
    }
}
