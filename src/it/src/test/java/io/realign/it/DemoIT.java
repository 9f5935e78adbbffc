package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.it.Documents.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The demo with data files, and an interrupted demo. {@link BuildCommandsIT} runs the demo of the README. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {
    private static final String DOCUMENTED = "realign.jar demo --data DIR --seed S";
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));
    private static final int ROWS_PER_BATCH = 320;

    @TempDir
    Path work;

    /** Returns whether this test runs the command. */
    static boolean runs(Command command) {
        return command.text().endsWith(DOCUMENTED);
    }

    @Test
    void demoWithBatches_printsAccuracies() throws Exception {
        UciGasFiles.write(work, 3, ROWS_PER_BATCH);

        Process demo = start("--data", work.toString(), "--seed", "1");
        List<String> lines = lines(demo);

        assertThat(demo.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines.stream().filter(line -> line.contains("%")))
                .anyMatch(line -> line.contains("batch 2"))
                .anyMatch(line -> line.contains("batch 3"))
                .anyMatch(line -> line.contains("mean"));
    }

    @Test
    void interruptedDemo_terminatesItsChildProcesses() throws Exception {
        Process demo = start();
        try (BufferedReader output = demo.inputReader(UTF_8)) {
            while (!output.readLine().contains("labelled events")) {
                // Skip the startup.
            }
            List<ProcessHandle> children = demo.descendants().toList();
            assertThat(children).hasSize(5);

            demo.destroy();

            assertThat(demo.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(children).allSatisfy(child -> assertThat(child.onExit()).succeedsWithin(Duration.ofSeconds(30)));
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(
                List.of("-jar", ROOT.resolve("src/cli/target/realign.jar").toString(), "demo"));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static List<String> lines(Process process) throws IOException {
        try (BufferedReader output = process.inputReader(UTF_8)) {
            return output.lines().toList();
        }
    }
}
