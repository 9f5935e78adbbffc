package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.realign.cli.launch.Ports;
import io.realign.it.Documents.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The builds that the documents show, in a copy of the sources, as somebody has them who has just cloned. The build that runs
 * this has checked all sources and run all tests, so that each of these runs the tests that it names and nothing more.
 */
@TestMethodOrder(OrderAnnotation.class)
class BuildCommandsIT {
    private static final String DEMO = "mvn -Pdemo";
    private static final String THIS = "mvn verify";

    private static final Set<String> BUILT = Set.of(".git", "target", "node_modules");

    private static final String UNCHECKED = " -B -ntp -Dquick";
    private static final String NO_UNIT_TEST = " -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false";
    private static final String NO_OTHER =
            " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

    private static final List<ReducedBuild> LESS = List.of(
            new ReducedBuild("-Dquick package", "", " -DskipTests", true),
            new ReducedBuild("-pl schemas", "", " -Dtest=TopicsTest" + NO_OTHER, false),
            new ReducedBuild("-Dtest='*Compatibility", "", "", false),
            new ReducedBuild("-Dtest='SketchTest", "(?<=SketchTest)[^']*", "", false),
            new ReducedBuild("ConfigurationIT", "", "", true),
            new ReducedBuild("ManyDomainsTest", "", "", true),
            new ReducedBuild("RecordDemoTest", "(?<=record=)\\S+", "PT2M", true),
            new ReducedBuild(
                    "-Drealign.outage",
                    "(?<=outage=)\\S+",
                    "PT1S" + NO_UNIT_TEST + NO_OTHER + " -Dit.test=OutageIT",
                    true));

    /** A recording is another one each time. */
    private static final Path RECORDING = Documents.ROOT.resolve("k8s/test/resources/rules/recorded.yml");

    @TempDir
    static Path copy;

    /**
     * A build with less to do.
     *
     * @param shown words of the build as documents show it
     * @param instead which of its words are replaced by others, none if empty
     * @param words those, or words to add
     * @param takesLong even so, and is run only with {@code -Dlong=true}
     */
    private record ReducedBuild(String shown, String instead, String words, boolean takesLong) {
        String of(String text) {
            return (instead.isEmpty() ? text + words : text.replaceFirst(instead, words)) + UNCHECKED;
        }
    }

    /** Whether it is run here, or is what runs this. */
    static boolean runs(Command command) {
        return isDemo(command)
                || command.text().equals(THIS)
                || less(command).findAny().isPresent();
    }

    private static boolean isDemo(Command command) {
        return command.text().contains(DEMO);
    }

    private static Stream<ReducedBuild> less(Command command) {
        return LESS.stream()
                .filter(less ->
                        command.text().startsWith("mvn ") && command.text().contains(less.shown()));
    }

    @BeforeAll
    static void cloned() throws IOException {
        for (Path file : sources(Documents.ROOT)) {
            Path here = copy.resolve(Documents.ROOT.relativize(file));
            Files.createDirectories(here.getParent());
            Files.copy(file, here);
        }
    }

    @Test
    @Order(1)
    void demo_isBuilt_endsItsFirstEpisode_andTellsEveryStage() throws Exception {
        assertThat(Documents.commands().stream()
                        .filter(BuildCommandsIT::isDemo)
                        .map(Command::text)
                        .distinct())
                .containsExactlyInAnyOrder(
                        DEMO,
                        DEMO + " -Ddemo.args=\"--keep-running PT30M\"",
                        "REALIGN_METRICS_PORTS=9249-9250 " + DEMO);
        int port = Ports.free().adapter();
        ProcessBuilder builder = maven(DEMO + " -Ddemo.args=\"--keep-running PT0S\"");
        builder.environment().put("REALIGN_METRICS_PORTS", port + "-" + (port + 1));
        Process demo = builder.start();

        List<String> lines = new ArrayList<>();
        try (BufferedReader output = demo.inputReader(UTF_8)) {
            String metrics = "";
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
                if (line.contains("drift confirmed in site-a")) {
                    metrics = metrics(port);
                }
            }
            assertThat(demo.waitFor()).as(String.join("\n", lines)).isZero();
            assertThat(metrics).contains("realign_");
        }

        assertThat(lines)
                .as("stages in the order of the flow")
                .containsSubsequence(stages(
                        lines,
                        "released shared v1",
                        "drift suspected in site-a",
                        "drift confirmed in site-a",
                        "adapting site-a",
                        "released site-a v2",
                        "swapped to site-a v2"));
        assertThat(lines).anyMatch(line -> line.contains("resident memory of all JVMs"));
    }

    @TestFactory
    @Order(2)
    Stream<DynamicTest> everyOtherBuild_succeeds() throws IOException {
        return Documents.commands().stream().flatMap(command -> less(command)
                .map(less -> dynamicTest(command.toString(), () -> succeeds(command, less))));
    }

    /** What some of them write is what is there already. */
    private static void succeeds(Command command, ReducedBuild less) throws Exception {
        assumeTrue(!less.takesLong() || Boolean.getBoolean("long"), "NOT RUN: takes long, and is run with -Dlong=true");

        Process build = maven(less.of(command.text())).start();
        String said = new String(build.getInputStream().readAllBytes(), UTF_8);

        assertThat(build.waitFor()).as(said).isZero();
        if (command.text().contains("est=")) {
            assertThat(said).containsPattern("Tests run: [1-9]");
        }
        assertThat(changed()).allMatch(RECORDING::equals);
    }

    /** Files of the copy that the original has otherwise, or has not. */
    private static List<Path> changed() throws IOException {
        List<Path> changed = new ArrayList<>();
        for (Path file : sources(copy)) {
            Path original = Documents.ROOT.resolve(copy.relativize(file));
            if (!Files.exists(original) || Files.mismatch(file, original) >= 0) {
                changed.add(original);
            }
        }
        return changed;
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return BUILT.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                sources.add(file);
                return FileVisitResult.CONTINUE;
            }
        });
        return sources;
    }

    /** What the drift job or the scoring job says of itself. */
    private static String metrics(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** The first line that tells each stage. */
    private static List<String> stages(List<String> lines, String... stages) {
        return Stream.of(stages)
                .map(stage -> lines.stream()
                        .filter(line -> line.contains(stage))
                        .findFirst()
                        .orElse("no line with: " + stage))
                .toList();
    }

    private static ProcessBuilder maven(String line) {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-c", line + " -Dmaven.repo.local=" + System.getProperty("realign.repository"))
                .directory(copy.toFile())
                .redirectErrorStream(true);
        // What the script of the build around this one leaves there.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        return builder;
    }
}
