package io.realign.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    private Path root;

    @Test
    void check_namesTheCommandThatBuildsWhatIsMissing() throws IOException {
        make("src/cli/target/realign.jar");

        assertThatThrownBy(() -> new Installation(root).check())
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

    private void make(String file) throws IOException {
        Files.createDirectories(root.resolve(file).getParent());
        Files.createFile(root.resolve(file));
    }
}
