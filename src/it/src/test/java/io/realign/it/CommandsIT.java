package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.Realign;
import io.realign.it.Documents.Command;
import io.realign.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Every command that a document shows does what it is there for. A line is printed for each that says how it was held. */
@ExtendWith(ThreeSites.Shared.class)
@TestInstance(Lifecycle.PER_CLASS)
class CommandsIT {
    private static final Path ROOT = Documents.ROOT;

    /** The build that runs this test, and {@link DemoIT}. */
    private static final List<String> TWO_COMMANDS = List.of("mvn -Pdemo", "mvn verify");

    private static final Pattern REALIGN = Pattern.compile("java -jar src/cli/target/realign\\.jar ?(.*)");
    private static final Pattern BENCH = Pattern.compile("java -jar (src/bench/target/bench\\.jar) (.*)");
    private static final Pattern CLASS = Pattern.compile("java -cp '([^']+)' (\\S+) ?(.*)");
    private static final Pattern PYTHON = Pattern.compile("python3 (\\S+\\.py) '([^']+)'");
    private static final Pattern MAVEN = Pattern.compile("(?:[A-Z_]+=\\S+ +)*mvn (.*)");
    private static final Pattern WORD = Pattern.compile("(?:\"[^\"]*\"|'[^']*'|[^\\s\"'])+");
    private static final Pattern REGION = Pattern.compile("(?s)// data.md begins here\\R(.*)// data.md ends here");
    private static final List<String> PHASES = List.of("test", "package", "verify", "install");

    private ThreeSites sites;
    private ByTheBook book;
    private Python python;
    private OnFiles files;

    @BeforeAll
    void start(ThreeSites shared, @TempDir Path work) throws IOException {
        sites = shared;
        book = new ByTheBook(work);
        book.start();
        python = new Python(book);
        files = new OnFiles(work);
        files.run();
    }

    @AfterAll
    void close() throws IOException {
        if (book != null) {
            book.close();
        }
    }

    @Test
    void everyCommand_isHeld() throws IOException {
        List<String> loose = new ArrayList<>();
        for (Command command : Documents.commands()) {
            try {
                System.out.println(command + "\n    " + hold(command));
            } catch (AssertionError | IllegalArgumentException e) {
                loose.add(command + "\n    " + e.getMessage());
            }
        }

        assertThat(loose).isEmpty();
    }

    @Test
    void producerOfTheDocument_isCompiled_andReadByTheCodec() throws Exception {
        String source = Files.readString(ROOT.resolve("src/it/src/test/java/io/realign/it/OwnEvent.java"));
        Matcher lines = REGION.matcher(source);
        assertThat(lines.find()).isTrue();

        OwnEvent.send(book.bootstrap());

        assertThat(squeezed(Documents.code("src/site/data.md", "java", "KafkaProducer")))
                .as("what data.md shows is OwnEvent: show there what stands here")
                .isEqualTo(squeezed(lines.group(1)));
        assertThat(new Log(book.bootstrap()).messages(Topics.TARGET_EVENTS))
                .anyMatch(event -> event.domain().equals("oven-3") && event.id().equals("4711"));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+", "");
    }

    private String hold(Command command) {
        String text = command.text();
        if (book.ran(command)) {
            return "ran, with a broker of its own";
        }
        if (files.ran(command)) {
            return "ran, on small tables";
        }
        if (TWO_COMMANDS.contains(text)) {
            return "is this build, or what DemoIT runs";
        }
        if (text.startsWith("curl ")) {
            return asked(text);
        }
        if (command.isIn("python.md") || text.startsWith("python3 produce.py")) {
            return python.run(command);
        }
        Matcher maven = MAVEN.matcher(text);
        if (maven.matches()) {
            return built(maven.group(1));
        }
        Matcher realign = REALIGN.matcher(text);
        if (realign.matches()) {
            return realign(words(realign.group(1)));
        }
        Matcher bench = BENCH.matcher(text);
        if (bench.matches()) {
            return parsed(Built.commandLine(bench.group(1), "io.realign.bench.Bench"), words(bench.group(2)));
        }
        Matcher main = CLASS.matcher(text);
        if (main.matches()) {
            return parsed(Built.commandLine(main.group(1), main.group(2)), words(main.group(3)));
        }
        Matcher script = PYTHON.matcher(text);
        if (script.matches()) {
            return compiled(script.group(1), script.group(2));
        }
        throw new AssertionError("nobody holds this command: let ByTheBook run it or %s say how it is held"
                .formatted(CommandsIT.class.getSimpleName()));
    }

    /** Questions go to the service of three sites. A command of a person may come at the wrong time, and is understood then. */
    private String asked(String text) {
        String here = text.replace("http://127.0.0.1:8080", sites.plant.adapterAddress())
                .replace("oven-3", sites.good.domain());
        String answer = ran(List.of("bash", "-c", here.replaceFirst("curl", "curl -sS -w '\\\\n%{http_code}'")));
        String status = answer.substring(answer.lastIndexOf('\n') + 1);
        assertThat(status).as(answer).isIn(text.contains("POST") ? List.of("202", "409") : List.of("200", "202"));
        return "ran, and was answered " + status;
    }

    private String realign(List<String> arguments) {
        if (arguments.get(0).equals("replay")) {
            List<String> line = line(arguments).stream()
                    .map(word -> word.replace("oven-3", sites.good.domain()))
                    .toList();
            Map<String, String> plant = Map.of(
                    "REALIGN_BOOTSTRAP", sites.plant.bootstrap(),
                    "REALIGN_ADAPTER", sites.plant.adapterAddress(),
                    "REALIGN_TRUSTED_KEYS", sites.plant.trustedKeys().toString(),
                    "OMP_NUM_THREADS", "1");
            assertThat(Tried.of(line, ROOT, plant).good()).contains("identical");
            return "ran, with the release of another domain";
        }
        if (arguments.contains("--help")) {
            return "ran, and said " + ran(line(arguments)).lines().findFirst().orElseThrow();
        }
        return parsed(Realign.commandLine(), arguments);
    }

    private static List<String> line(List<String> arguments) {
        return Stream.concat(Stream.of("java", "-jar", "src/cli/target/realign.jar"), arguments.stream())
                .toList();
    }

    /** It would take long, or data that is not here: its arguments are understood. */
    private static String parsed(CommandLine commandLine, List<String> arguments) {
        try {
            commandLine.parseArgs(arguments.toArray(String[]::new));
        } catch (CommandLine.ParameterException e) {
            throw new AssertionError(
                    "%s does not understand it: %s".formatted(commandLine.getCommandName(), e.getMessage()), e);
        }
        return "is understood by " + commandLine.getCommandName();
    }

    /** A build in a build would take too long: what it names is there. */
    private static String built(String arguments) {
        for (String word : words(arguments)) {
            if (word.startsWith("-P")) {
                requireFile("pom.xml", "<id>%s</id>".formatted(word.substring(2)));
            } else if (word.startsWith("-Dtest=") || word.startsWith("-Dit.test=")) {
                Stream.of(word.substring(word.indexOf('=') + 1).split(",", -1))
                        .filter(name -> !name.equals("none"))
                        .forEach(name -> requireFile(name + ".java", ""));
            } else if (word.startsWith("-Drealign.") || word.startsWith("-Ddemo.")) {
                requireFile("", word.substring(2).replaceAll("=.*", ""));
            } else if (!word.startsWith("-") && !PHASES.contains(word)) {
                assertThat(ROOT.resolve(word).resolve("pom.xml"))
                        .as("the module of 'mvn %s'", arguments)
                        .exists();
            }
        }
        return "names a profile, modules, tests and properties that are there";
    }

    private static String compiled(String script, String classPath) {
        ran(Python.compiling("python3", script));
        for (String part : classPath.split(":", -1)) {
            assertThat(ROOT.resolve(part.replace("/*", ""))).exists();
        }
        return "names a script that python3 compiles and a class path that is there; PyTorch is not here";
    }

    /** A test, a profile or a property counts for something if there is source or a build that has it. */
    private static void requireFile(String name, String words) {
        try (Stream<Path> files = Files.walk(ROOT)) {
            assertThat(files.filter(file -> file.endsWith(name) || (name.isEmpty() && isSource(file)))
                            .filter(file -> has(file, words))
                            .findFirst())
                    .as("a file %s with '%s'", name, words)
                    .isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSource(Path file) {
        return file.endsWith("pom.xml") || file.toString().endsWith(".java");
    }

    private static boolean has(Path file, String words) {
        try {
            return Files.readString(file).contains(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The arguments, with a number where the documents say S, and with what may be left out. */
    private static List<String> words(String arguments) {
        return WORD.matcher(arguments.replace("[", "").replace("]", ""))
                .results()
                .map(MatchResult::group)
                .map(word -> word.replaceAll("['\"]", ""))
                .map(word -> word.equals("S") ? "7" : word)
                .toList();
    }

    private static String ran(List<String> line) {
        return Tried.of(line, ROOT, Map.of()).good();
    }
}
