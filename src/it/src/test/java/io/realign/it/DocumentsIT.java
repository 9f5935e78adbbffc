package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name is there. The two commands of the README are this build and {@link DemoIT}. */
class DocumentsIT {
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`[^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern COMMAND = Pattern.compile("`([a-z]+(?: [a-z]+)*)[^`]*`");
    private static final Pattern SPACE = Pattern.compile(" ");

    static Stream<Path> documents() throws IOException {
        try (Stream<Path> site = Files.list(ROOT.resolve("src/site"))) {
            return Stream.concat(
                    Stream.of(ROOT.resolve("README.md"), ROOT.resolve("CONTRIBUTING.md")), site.toList().stream());
        }
    }

    static Stream<String> commands() throws IOException {
        return FIRST_CELL
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .flatMap(cell -> COMMAND.matcher(cell.group(1)).results())
                .map(match -> match.group(1))
                .distinct();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void link_leadsToAFile(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document)).results().map(MatchResult::group))
                .allSatisfy(link -> assertThat(document.resolveSibling(link.substring(2, link.length() - 1)))
                        .exists());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_isThere_andExplainsItself(String command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(ProcessHandle.current().info().command().orElse("java"));
        line.addAll(List.of("-jar", ROOT.resolve("src/cli/target/realign.jar").toString()));
        line.addAll(SPACE.splitAsStream(command).toList());
        line.add("--help");

        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(answer).isZero();
        assertThat(answer).startsWith("Usage: realign " + command);
    }
}
