package io.realign.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LabTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void noCommand_endsWithCodeTwo_andListsTheCommands() {
        assertThat(run()).isEqualTo(2);

        assertThat(err.toString()).contains("Missing required subcommand", "arl", "delays", "jmh");
    }

    @Test
    void noSuite_endsWithCodeTwo_andListsTheSuites() {
        assertThat(run("suite")).isEqualTo(2);

        assertThat(err.toString())
                .contains("Missing required subcommand", "gas", "synthetic", "gate", "digits", "endurance", "swaps");
    }

    @Test
    void streams_withoutOptions_endsWithCodeTwo() {
        assertThat(run("streams")).isEqualTo(2);

        assertThat(err.toString()).contains("Missing required options: '--out=<out>', '--seed=<seed>'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delays --arl 0",
                "delays --rows 20",
                "arl --references 1",
                "poison --random-features 32",
                "alerts --events -1",
                "fleet --domain-autocorrelation 1",
                "fleet --recalibrate 10",
                "speed --millis 0"
            })
    void sizesThatMeasureNothing_endWithCodeTwo(String arguments) {
        assertThat(run(arguments.split(" ", -1))).isEqualTo(2);

        assertThat(err.toString()).contains("expected ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"arl", "delays", "alerts"})
    void settingThatIsNotThere_endsWithCodeTwo_andTheListOfThoseThatAre(String study) {
        assertThat(run(study, "--only", "gaussian-32,gaussian-33")).isEqualTo(2);

        assertThat(err.toString()).contains("--only: expected one of gaussian-32, ", "got gaussian-33");
    }

    @Test
    void delays_haveARowForEachChange_andTheSameForTheSameSeed() {
        String[] small = ("delays --arl 20 --alarms 4 --references 2 --rows 200 --random-features 64 --changes 4"
                        + " --events-before-change 5 --only sensors-8,gaussian-32")
                .split(" ", -1);
        assertThat(run(small)).isZero();
        String first = out.toString();

        assertThat(run(small)).isZero();

        assertThat(first).contains("| sensors-8 | stuck |", "| gaussian-32 | dependence |");
        assertThat(out.toString()).isEqualTo(first + first);
    }

    @Test
    void digits_areLeftOut_withoutTheirFiles() {
        assertThat(run("arl", "--only", "digits")).isEqualTo(2);

        assertThat(err.toString()).contains("the scenario digits is left out: expected --mnist DIR");
    }

    @Test
    void methodThatIsNotThere_endsWithCodeTwo_andTheListOfThoseThatAre() {
        assertThat(run("arl", "--method", "NEWMA")).isEqualTo(2);

        assertThat(err.toString()).contains("--method: expected one of random, Realign, got NEWMA");
    }

    @Test
    void arl_thatTheReferenceDoesNotSupport_isDeclined() {
        assertThat(run(("arl --arl 5000 --references 2 --alarms 1 --rows 200 --random-features 64 --only sensors-8"
                                + " --method Realign")
                        .split(" ", -1)))
                .isZero();

        assertThat(out.toString()).contains("| sensors-8 | Realign | 200 | 5000 | 2000 (declined) | 0 |");
    }

    @Test
    void alerts_confirmAStrongChange_andAreTheSameForTheSameSeed() {
        String[] small = ("alerts --arl 2000 --references 1 --rows 200 --random-features 64 --events 2000 --trials 2"
                        + " --max-delay 600 --only sensors-8")
                .split(" ", -1);
        assertThat(run(small)).isZero();
        String first = out.toString();

        assertThat(run(small)).isZero();

        assertThat(first).contains("| sensors-8 | 2000 | 1 | ").contains("| sensors-8 | stuck | 2 | 2 | 0 | ");
        assertThat(out.toString()).isEqualTo(first + first);
    }

    @Test
    void fleet_hasARowForEachChannel_andTheSameForTheSameSeed() {
        String[] small = ("fleet --arl 500 --references 1 --domains 2 --events 500 --rows 400 --random-features 64"
                        + " --features 4 --model --recalibrate 128")
                .split(" ", -1);
        assertThat(run(small)).isZero();
        String first = out.toString();

        assertThat(run(small)).isZero();

        assertThat(first).contains("| 0.0 | 0.0 | raw | ", "| 1000 | 1 | ", "| 0.0 | 0.0 | model | ");
        assertThat(out.toString()).isEqualTo(first + first);
    }

    @Test
    void streamAlerts_reportTheChange_itsReturn_andTheNextChange(@TempDir Path directory) throws IOException {
        Path file = writeAlternatingRows(directory.resolve("stream.csv"));

        assertThat(run(streamAlerts(file, "500,1000,1800"))).isZero();

        assertThat(out.toString())
                .contains("| rows 301 to 500 | rows 501 to 1000 | rows 1001 to 1800 | rows 1801 to 2000 |")
                .containsPattern("\\| -, QUIET \\| \\d / \\d\\d, CONFIRMED \\| -, recovered after \\d+, RECOVERED"
                        + " \\| \\d / \\d\\d, CONFIRMED \\|")
                .contains("0 alerts in the first part");
    }

    @ParameterizedTest
    @ValueSource(strings = {"200", "500,400", "500,2000"})
    void streamAlerts_changesThatAreNotAscendingRowsOfTheStream_endWithCodeTwo(String changes, @TempDir Path directory)
            throws IOException {
        Path file = writeAlternatingRows(directory.resolve("stream.csv"));

        assertThat(run(streamAlerts(file, changes))).isEqualTo(2);

        assertThat(err.toString()).contains("expected --reference", "the 2000 rows of " + file, "got 300 and [");
    }

    @Test
    void arl_ofChance_isWhatWasAskedFor() {
        assertThat(run("arl --arl 100 --references 4 --rows 200 --random-features 64 --only gaussian-32"
                        .split(" ", -1)))
                .isZero();

        double events = Double.parseDouble(out.toString()
                .lines()
                .filter(line -> line.startsWith("| gaussian-32 | random |"))
                .findFirst()
                .orElseThrow()
                .split("\\|", -1)[12]
                .strip());
        assertThat(events).isBetween(86.0, 114.0);
    }

    @Test
    void poison_neverSpoilsAThreshold_andRefusesWhatIsNotFinite() {
        assertThat(run("poison", "--references", "2", "--random-features", "64"))
                .isZero();

        assertThat(out.toString()).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(out.toString().lines().filter(line -> line.startsWith("| not_finite |")))
                .singleElement()
                .satisfies(line -> assertThat(Integer.parseInt(line.split("\\|", -1)[2].strip()))
                        .isPositive());
    }

    private static String[] streamAlerts(Path file, String changes) {
        return ("stream-alerts --data " + file + " --reference 300 --changes " + changes
                        + " --arl 3000 --seeds 1 --window 64 --random-features 64")
                .split(" ", -1);
    }

    /** Writes 2,000 rows that change after 500, return after 1,000 and change again after 1,800. */
    private static Path writeAlternatingRows(Path file) throws IOException {
        Random random = new Random(1);
        List<String> lines = new ArrayList<>(List.of("label,x1,x2"));
        for (int row = 0; row < 2000; row++) {
            int shift = (row >= 500 && row < 1000) || row >= 1800 ? 4 : 0;
            lines.add("%s,%s,%s".formatted(random.nextBoolean(), shift + random.nextGaussian(), random.nextGaussian()));
        }
        return Files.write(file, lines);
    }

    private int run(String... arguments) {
        CommandLine bench = Lab.commandLine();
        bench.setOut(new PrintWriter(out, true));
        bench.setErr(new PrintWriter(err, true));
        return bench.execute(arguments);
    }
}
