package io.realign.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.factory.Nd4jBackend;

/** With two back ends on the class path, ND4J's choice is undefined. */
class BackendTest {
    private static final Pattern BACKEND = Pattern.compile("org\\.nd4j:(nd4j-native|nd4j-cuda-[0-9.]+):jar:\\S+");

    @TempDir
    private Path directory;

    @Test
    void classPath_hasOneBackend() {
        assertThat(ServiceLoader.load(Nd4jBackend.class).stream()).hasSize(1);
    }

    /** Resolves with Maven, which reads poms only and does not download the CUDA libraries. */
    @ParameterizedTest
    @CsvSource({"default, nd4j-native", "cuda, nd4j-cuda-11.6"})
    void profile_resolvesToOneBackendAndOneSetOfNatives(String profile, String backend) throws Exception {
        String tree = dependencies(profile.equals("default") ? Stream.of() : Stream.of("-P" + profile));

        List<MatchResult> found = BACKEND.matcher(tree).results().toList();
        assertThat(found).as(tree).hasSize(2).allMatch(match -> match.group(1).equals(backend));
        assertThat(tree.contains(":cuda:jar:linux-x86_64-redist:")).isEqualTo(profile.equals("cuda"));
        assertThat(tree.contains("nd4j-cuda-11.6-platform")).isEqualTo(profile.equals("cuda"));
        assertThat(systems(tree)).hasSize(1);
    }

    private static List<String> systems(String tree) {
        return Pattern.compile("(linux|windows|macosx|android|ios)-(x86_64|x86|arm\\w*|ppc64le)")
                .matcher(tree)
                .results()
                .map(MatchResult::group)
                .distinct()
                .toList();
    }

    private String dependencies(Stream<String> profile) throws IOException, InterruptedException {
        Path tree = directory.resolve("tree.txt");
        Path log = directory.resolve("log.txt");
        Stream<String> command = Stream.of(
                Path.of(System.getProperty("realign.maven.home"), "bin", "mvn").toString(),
                "-B",
                "-q",
                "-f",
                System.getProperty("realign.root"),
                "-Dmaven.repo.local=" + System.getProperty("realign.maven.repository"),
                "-pl",
                "src/learning",
                "-am",
                "dependency:tree",
                "-DoutputFile=" + tree);
        Process maven = new ProcessBuilder(Stream.concat(command, profile).toList())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()))
                .start();
        try {
            assertThat(maven.waitFor(5, TimeUnit.MINUTES)).isTrue();
        } finally {
            maven.destroyForcibly();
        }
        assertThat(maven.exitValue()).as(Files.readString(log)).isZero();
        assertThat(tree).content().startsWith("io.realign:realign-learning:");
        return Files.readString(tree);
    }
}
