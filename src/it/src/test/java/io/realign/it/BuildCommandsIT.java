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
 * Runs the documented Maven builds in a copy of the sources without build output, like a fresh clone. The enclosing build
 * checks the sources and runs all tests, so these builds skip the checks and run only the tests that they select.
 */
@TestMethodOrder(OrderAnnotation.class)
class BuildCommandsIT {
    private static final String DEMO = "mvn -Pdemo";
    private static final String ENCLOSING_BUILD = "mvn verify";

    private static final Set<String> EXCLUDED_DIRECTORIES = Set.of(".git", "target", "node_modules");

    private static final String WITHOUT_CHECKS = " -B -ntp -Dquick";
    private static final String SKIP_UNIT_TESTS = " -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false";
    private static final String ALLOW_MODULES_WITHOUT_TESTS =
            " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false";

    private static final List<ReducedBuild> REDUCED_BUILDS = List.of(
            new ReducedBuild("-Dquick package", "", " -DskipTests", true),
            new ReducedBuild("-pl schemas", "", " -Dtest=TopicsTest" + ALLOW_MODULES_WITHOUT_TESTS, false),
            new ReducedBuild("-Dtest='*Compatibility", "", "", true),
            new ReducedBuild("-Dtest='SketchTest", "(?<=SketchTest)[^']*", "", true),
            new ReducedBuild("ConfigurationIT", "", "", true),
            new ReducedBuild("ManyDomainsTest", "", "", true),
            new ReducedBuild("RecordDemoTest", "(?<=record=)\\S+", "PT2M", true),
            new ReducedBuild(
                    "-Drealign.outage",
                    "(?<=outage=)\\S+",
                    "PT1S" + SKIP_UNIT_TESTS + ALLOW_MODULES_WITHOUT_TESTS + " -Dit.test=OutageIT",
                    true),
            new ReducedBuild(
                    "-Drealign.soak",
                    "(?<=soak=)\\S+",
                    "1" + SKIP_UNIT_TESTS + ALLOW_MODULES_WITHOUT_TESTS + " -Dit.test=SoakIT",
                    true));

    /** Differs after each recording. */
    private static final Path RECORDING = Documents.ROOT.resolve("k8s/test/resources/rules/recorded.yml");

    @TempDir
    static Path copy;

    /**
     * A documented build with a reduced workload.
     *
     * @param documented part of the documented command
     * @param pattern regular expression of the part that is replaced; empty to append to the command
     * @param replacement replacement, or arguments to append
     * @param slow whether the build runs only with {@code -Dlong=true}
     */
    private record ReducedBuild(String documented, String pattern, String replacement, boolean slow) {
        String reduce(String command) {
            return (pattern.isEmpty() ? command + replacement : command.replaceFirst(pattern, replacement))
                    + WITHOUT_CHECKS;
        }
    }

    /** Returns whether this test runs the command, or the command runs this test. */
    static boolean runs(Command command) {
        return isDemo(command)
                || command.text().equals(ENCLOSING_BUILD)
                || reducedBuilds(command).findAny().isPresent();
    }

    private static boolean isDemo(Command command) {
        return command.text().contains(DEMO);
    }

    private static Stream<ReducedBuild> reducedBuilds(Command command) {
        return REDUCED_BUILDS.stream()
                .filter(build ->
                        command.text().startsWith("mvn ") && command.text().contains(build.documented()));
    }

    @BeforeAll
    static void copySources() throws IOException {
        for (Path file : sources(Documents.ROOT)) {
            Path target = copy.resolve(Documents.ROOT.relativize(file));
            Files.createDirectories(target.getParent());
            Files.copy(file, target);
        }
    }

    @Test
    @Order(1)
    void demo_isBuilt_completesOneAdaptation_andPrintsEveryStage() throws Exception {
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
        try (BufferedReader reader = demo.inputReader(UTF_8)) {
            String metrics = "";
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
                if (line.contains("drift confirmed in site-a")) {
                    metrics = metrics(port);
                }
            }
            assertThat(demo.waitFor()).as(String.join("\n", lines)).isZero();
            assertThat(metrics).contains("realign_");
        }

        assertThat(lines)
                .as("stages of the adaptation, in order")
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
        return Documents.commands().stream().flatMap(command -> reducedBuilds(command)
                .map(build -> dynamicTest(command.toString(), () -> assertSucceeds(command, build))));
    }

    /** Requires exit code 0, and generated sources equal to those of the repository. */
    private static void assertSucceeds(Command command, ReducedBuild build) throws Exception {
        assumeTrue(!build.slow() || Boolean.getBoolean("long"), "NOT RUN: slow; enable it with -Dlong=true");

        Process process = maven(build.reduce(command.text())).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);

        assertThat(process.waitFor()).as(output).isZero();
        if (command.text().contains("est=")) {
            assertThat(output).containsPattern("Tests run: [1-9]");
        }
        assertThat(changedFiles()).allMatch(RECORDING::equals);
    }

    /** Originals of the files that were changed or added in the copy. */
    private static List<Path> changedFiles() throws IOException {
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
                return EXCLUDED_DIRECTORIES.contains(directory.getFileName().toString())
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

    /** Scrapes the metrics of a job. */
    private static String metrics(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }

    /** The first line of each stage. */
    private static List<String> stages(List<String> lines, String... stages) {
        return Stream.of(stages)
                .map(stage -> lines.stream()
                        .filter(line -> line.contains(stage))
                        .findFirst()
                        .orElse("no line contains: " + stage))
                .toList();
    }

    private static ProcessBuilder maven(String command) {
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-c", command + " -Dmaven.repo.local=" + System.getProperty("realign.repository"))
                .directory(copy.toFile())
                .redirectErrorStream(true);
        // The mvn script of the enclosing build sets these.
        builder.environment().keySet().removeIf(name -> name.startsWith("MAVEN_"));
        return builder;
    }
}
