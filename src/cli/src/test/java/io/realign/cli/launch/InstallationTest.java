package io.realign.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
    @TempDir
    private Path root;

    @Test
    void check_namesTheCommandThatBuildsTheMissingPart() throws IOException {
        make("src/cli/target/realign.jar");

        assertThatThrownBy(() -> new Installation(root).requireBuildOutputs())
                .hasMessage("expected stream-jobs/target/lib in " + root
                        + ", found nothing there: build it with 'mvn -Dquick -DskipTests package -pl stream-jobs -am'");
    }

    @Test
    void jobs_areTheirJarAndAllTheirLibraries() throws IOException {
        make("stream-jobs/target/stream-jobs.jar");
        make("stream-jobs/target/lib/flink.jar");

        assertThat(new Installation(root).jobsClassPath())
                .isEqualTo(root.resolve("stream-jobs/target/stream-jobs.jar") + ":"
                        + root.resolve("stream-jobs/target/lib") + "/*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"src/cli/target/realign.jar", "src/lab/target/lib/realign-cli.jar", "src/cli/target/classes"})
    void repository_isFoundFromAnyJarInIt(String jar) throws IOException {
        make("stream-jobs/pom.xml");

        assertThat(Installation.containing(root.resolve(jar))).isEqualTo(new Installation(root));
    }

    @Test
    void jarOutsideOfARepository_isRejected() {
        assertThatThrownBy(() -> Installation.containing(root.resolve("realign.jar")))
                .hasMessageContaining(
                        "expected a parent directory of " + root + "/realign.jar with stream-jobs/pom.xml");
    }

    private void make(String file) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.createFile(root.resolve(file));
    }
}
