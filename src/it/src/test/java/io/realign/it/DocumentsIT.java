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

/** Links, pictures, quotations and command names in the documentation are valid. {@link CommandsIT} runs the commands. */
class DocumentsIT {
    private static final Path ROOT = Documents.ROOT;
    private static final Path TROUBLESHOOTING = ROOT.resolve("src/site/troubleshooting.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#]+)\\)");
    private static final Pattern PICTURE = Pattern.compile("!\\[([^\\]]*)\\]\\(([^)]+)\\)");
    private static final Pattern QUOTATION = Pattern.compile("\"([^\"]+)\"");
    private static final long MAX_PICTURE_BYTES = 300 * 1024;
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
    void link_leadsToAnExistingFile(Path document) throws IOException {
        assertThat(LINK.matcher(Files.readString(document)).results().map(MatchResult::group))
                .allSatisfy(link -> assertThat(document.resolveSibling(link.substring(2, link.length() - 1)))
                        .exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void picture_exists_isSmall_andHasAnAlternativeText(Path document) throws IOException {
        for (MatchResult picture :
                PICTURE.matcher(Files.readString(document)).results().toList()) {
            Path file = document.resolveSibling(picture.group(2));
            assertThat(file)
                    .as("%s: to create it, run DashboardIT with -Drealign.tour=DIR and copy the file", file)
                    .exists();
            assertThat(Files.size(file)).as("size of %s in bytes", file).isLessThanOrEqualTo(MAX_PICTURE_BYTES);
            assertThat(picture.group(1)).hasSizeGreaterThan(20);
        }
    }

    @Test
    void messageQuotedInTroubleshooting_occursInTheSources() throws IOException {
        String sources = mainSources();

        assertThat(QUOTATION
                        .matcher(collapseWhitespace(Files.readString(TROUBLESHOOTING)))
                        .results()
                        .map(quoted -> quoted.group(1)))
                .isNotEmpty()
                .allSatisfy(message -> assertThat(sources.contains(message))
                        .as("'%s' occurs in the sources", message)
                        .isTrue());
    }

    @Test
    void everyReasonAndRecommendation_isDocumentedInTroubleshooting() throws IOException {
        assertThat(Files.readString(TROUBLESHOOTING))
                .contains(firstCells(ContractViolation.Reason.values()))
                .contains(firstCells(RecommendedAction.values()));
    }

    private static List<String> firstCells(Enum<?>... constants) {
        return Stream.of(constants)
                .map(constant -> "| `" + constant.name() + "` |")
                .toList();
    }

    /** All main sources, with concatenated string literals joined. */
    private static String mainSources() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(DocumentsIT::isMainSource).toList()) {
                all.append(Files.readString(file)).append('\n');
            }
            return collapseWhitespace(all.toString().replaceAll("\"\\s*\\+\\s*\"", ""));
        }
    }

    private static boolean isMainSource(Path file) {
        String name = file.toString();
        return name.contains("/src/main/")
                && (name.endsWith(".java") || name.endsWith(".js") || name.endsWith(".html"));
    }

    private static String collapseWhitespace(String text) {
        return text.replaceAll("\\s+", " ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void command_existsAndHasHelp(String command) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>();
        line.add(ProcessHandle.current().info().command().orElse("java"));
        line.addAll(List.of("-jar", ROOT.resolve("src/cli/target/realign.jar").toString()));
        line.addAll(SPACE.splitAsStream(command).toList());
        line.add("--help");

        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).startsWith("Usage: realign " + command);
    }
}
