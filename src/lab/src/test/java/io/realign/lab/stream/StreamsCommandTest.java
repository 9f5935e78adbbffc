package io.realign.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StreamsCommandTest {
    private static final String SCENARIO = "sensors-8";

    @TempDir
    private Path directory;

    @Test
    void sameSeed_givesTheSameBytes() throws IOException {
        StreamScenario scenario = scenario();

        StreamsCommand.write(directory.resolve("a"), scenario, 7);
        StreamsCommand.write(directory.resolve("b"), scenario, 7);

        for (String file : List.of("ref.csv", "stream.csv", "truth.csv")) {
            assertThat(directory.resolve("a").resolve(file)).hasSameBinaryContentAs(directory.resolve("b/" + file));
        }
    }

    @Test
    void anotherSeed_givesOtherRows() throws IOException {
        StreamsCommand.write(directory.resolve("a"), scenario(), 7);
        StreamsCommand.write(directory.resolve("b"), scenario(), 8);

        assertThat(Files.readString(directory.resolve("a/ref.csv")))
                .isNotEqualTo(Files.readString(directory.resolve("b/ref.csv")));
    }

    @Test
    void everyScenario_hasItsDirectory() throws IOException {
        new CommandLine(new StreamsCommand()).execute("--out", directory.toString(), "--seed", "1");

        try (Stream<Path> written = Files.list(directory)) {
            assertThat(written.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "gaussian-32",
                            "neighbours-32",
                            "sensors-8",
                            "gaussian-128",
                            "heavy-tails-16",
                            "clusters-12",
                            "counts-20",
                            "student-t2-16",
                            "pairs-32",
                            "integers-24",
                            "one-hots-30",
                            "log-normal-12",
                            "zeros-20",
                            "spiky-16",
                            "autoregressive-0.6",
                            "autoregressive-0.9");
        }
    }

    @Test
    void files_haveTheirHeaders() throws IOException {
        StreamsCommand.write(directory, scenario(), 1);

        assertThat(lines("ref.csv")).first().isEqualTo("x0,x1,x2,x3,x4,x5,x6,x7");
        assertThat(lines("stream.csv")).first().isEqualTo("key,seq,x0,x1,x2,x3,x4,x5,x6,x7");
        assertThat(lines("truth.csv")).first().isEqualTo("key,length,change_at,kind");
    }

    @Test
    void stuckSensor_holdsItsValueFromTheEventThatTheTruthNames() throws IOException {
        StreamsCommand.write(directory, scenario(), 1);
        String[] truth = lines("truth.csv").stream()
                .filter(line -> line.endsWith(",stuck"))
                .findFirst()
                .orElseThrow()
                .split(",", -1);

        List<String> sensor = lines("stream.csv").stream()
                .filter(line -> line.startsWith(truth[0] + ","))
                .map(line -> line.split(",", -1)[2 + 4])
                .toList();

        int changeAt = Integer.parseInt(truth[2]);
        assertThat(sensor).hasSize(Integer.parseInt(truth[1]));
        assertThat(sensor.subList(changeAt, sensor.size())).containsOnly(sensor.get(changeAt));
        assertThat(sensor.get(changeAt - 1)).isNotEqualTo(sensor.get(changeAt));
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file));
    }

    private static StreamScenario scenario() {
        return StreamScenarios.withChanges().stream()
                .filter(scenario -> scenario.name().equals(SCENARIO))
                .findFirst()
                .orElseThrow();
    }
}
