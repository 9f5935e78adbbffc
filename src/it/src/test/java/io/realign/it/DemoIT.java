package io.realign.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.rows.LabelledRow;
import io.realign.cli.simulate.Scenario;
import io.realign.cli.simulate.SensorArray;
import io.realign.cli.simulate.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command that the README begins with, as a person starts it. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DemoIT {
    private static final Path ROOT = Path.of(System.getProperty("realign.root"));
    private static final int BATCH = 320;

    @TempDir
    Path work;

    @Test
    void demo_endsItsFirstEpisode_andTellsEveryStage() throws Exception {
        Process demo = start("--linger", "PT0S");

        List<String> lines = lines(demo);

        assertThat(demo.waitFor()).as(String.join("\n", lines)).isZero();
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

    @Test
    void walkThroughBatches_endsWithATable() throws Exception {
        Scenario scenario = Scenario.standard(2L * BATCH, Integer.MAX_VALUE);
        Simulator rows = new Simulator(scenario.array(), scenario.changes(), 1);
        for (int batch = 1; batch <= 3; batch++) {
            Files.writeString(work.resolve("batch" + batch + ".dat"), svmLight(rows));
        }

        Process demo = start("--data", work.toString());
        List<String> lines = lines(demo);

        assertThat(demo.waitFor()).as(String.join("\n", lines)).isZero();
        assertThat(lines.stream().filter(line -> line.contains("%")))
                .anyMatch(line -> line.contains("batch 2"))
                .anyMatch(line -> line.contains("batch 3"))
                .anyMatch(line -> line.contains("mean"));
    }

    @Test
    void interruptedDemo_leavesNoProgramBehind() throws Exception {
        Process demo = start();
        try (BufferedReader output = demo.inputReader(UTF_8)) {
            while (!output.readLine().contains("labelled events")) {
                // Every line until then is of no interest.
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

    /** The first line that tells each stage. */
    private static List<String> stages(List<String> lines, String... stages) {
        List<String> found = new ArrayList<>();
        for (String stage : stages) {
            found.add(lines.stream()
                    .filter(line -> line.contains(stage))
                    .findFirst()
                    .orElse("no line with: " + stage));
        }
        return found;
    }

    private static String svmLight(Simulator rows) {
        StringBuilder file = new StringBuilder();
        for (int i = 0; i < BATCH; i++) {
            LabelledRow row = rows.next();
            file.append(SensorArray.GASES.indexOf(row.label()) + 1);
            for (int feature = 0; feature < row.features().length; feature++) {
                file.append(' ').append(feature + 1).append(':').append(row.features()[feature]);
            }
            file.append('\n');
        }
        return file.toString();
    }
}
