package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.ContractViolation;
import io.realign.learning.diagnosis.RecommendedAction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents name is there. Their commands are held by {@link CommandsIT}. */
class DocumentsIT {
    private static final Path ROOT = Documents.ROOT;
    private static final Path TROUBLESHOOTING = ROOT.resolve("src/site/troubleshooting.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final Pattern PICTURE = Pattern.compile("!\\[([^\\]]*)\\]\\(([^)]+)\\)");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"]+)\"");
    private static final long LARGEST_PICTURE = 300 * 1024;
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| (`[^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern COMMAND = Pattern.compile("`([a-z]+(?: [a-z]+)*)[^`]*`");
    private static final Pattern SPACE = Pattern.compile(" ");

    static List<Path> documents() throws IOException {
        return Documents.all();
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
    @MethodSource("documents")
    void picture_isThere_isSmall_andSaysWhatItShows(Path document) throws IOException {
        for (MatchResult picture :
                PICTURE.matcher(Files.readString(document)).results().toList()) {
            Path file = document.resolveSibling(picture.group(2));
            assertThat(file)
                    .as("DashboardIT creates it: run it with -Drealign.tour=DIR, and copy it")
                    .exists();
            assertThat(Files.size(file)).as("bytes of %s", file).isLessThanOrEqualTo(LARGEST_PICTURE);
            assertThat(picture.group(1)).hasSizeGreaterThan(20);
        }
    }

    @Test
    void words_thatTroubleshootingQuotes_areThoseOfThePrograms() throws IOException {
        String programs = programs();

        assertThat(QUOTED.matcher(squeezed(Files.readString(TROUBLESHOOTING)))
                        .results()
                        .map(quoted -> quoted.group(1)))
                .isNotEmpty()
                .allSatisfy(words -> assertThat(programs.contains(words))
                        .as("'%s' is said somewhere", words)
                        .isTrue());
    }

    @Test
    void everyReasonAndRecommendation_isInTroubleshooting() throws IOException {
        assertThat(Files.readString(TROUBLESHOOTING))
                .contains(cells(ContractViolation.Reason.values()))
                .contains(cells(RecommendedAction.values()));
    }

    private static List<String> cells(Enum<?>... words) {
        return Stream.of(words).map(word -> "| `" + word.name() + "` |").toList();
    }

    /** The source of all programs, with literals put together that stand on several lines. */
    private static String programs() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(DocumentsIT::isProgram).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
            return squeezed(all.toString().replaceAll("\"\\s*\\+\\s*\"", ""));
        }
    }

    private static boolean isProgram(Path file) {
        String name = file.toString();
        return name.contains("/src/main/")
                && (name.endsWith(".java") || name.endsWith(".js") || name.endsWith(".html"));
    }

    private static String squeezed(String text) {
        return text.replaceAll("\\s+", " ");
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
