package io.realign.cli.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.Realign;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class DetectCommandTest {
    private static final int CHANGE = 500;

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Random random = new Random(1);

    @BeforeEach
    void writeReference() throws IOException {
        List<String> lines = new ArrayList<>(List.of("x0,x1,x2"));
        for (int i = 0; i < 400; i++) {
            lines.add(row(0));
        }
        Files.write(directory.resolve("ref.csv"), lines);
    }

    @Test
    void driftingKey_raisesAnAlarmWithItsOnset_steadyKeyRarely() throws IOException {
        stream(List.of("moved", "steady"));

        assertThat(detect("a.csv", 20_000)).isZero();

        List<String[]> alarms = alarms("a.csv");
        assertThat(alarms).filteredOn(alarm -> alarm[0].equals("steady")).hasSizeLessThan(3);
        String[] first = alarms.stream()
                .filter(alarm -> alarm[0].equals("moved") && Long.parseLong(alarm[1]) >= CHANGE)
                .findFirst()
                .orElseThrow();
        assertThat(Long.parseLong(first[1])).isBetween((long) CHANGE, CHANGE + 40L);
        assertThat(Long.parseLong(first[2])).isBetween(CHANGE - 20L, CHANGE + 20L);
        assertThat(Double.parseDouble(first[3])).isGreaterThan(1);
        assertThat(out.toString())
                .contains("rows/s", "an ARL of 20000 needs 2000 reference rows", "standard error")
                .containsPattern("ARL 4000 \\(\\d+ to \\d+\\)")
                .doesNotContain("NOT CALIBRATED");
    }

    @Test
    void sameSeed_sameBytes_alarmsOfAKeyAreIndependentOfOtherKeys() throws IOException {
        stream(List.of("moved", "steady"));
        detect("a.csv", 300);
        detect("b.csv", 300);
        List<String> alone = Files.readAllLines(directory.resolve("stream.csv")).stream()
                .filter(line -> !line.startsWith("steady"))
                .toList();
        Files.write(directory.resolve("stream.csv"), alone);
        detect("alone.csv", 300);

        assertThat(directory.resolve("a.csv")).hasSameBinaryContentAs(directory.resolve("b.csv"));
        List<String> among = Files.readAllLines(directory.resolve("a.csv"));
        assertThat(among).hasSizeGreaterThan(3);
        assertThat(Files.readAllLines(directory.resolve("alone.csv")))
                .isEqualTo(among.stream()
                        .filter(line -> !line.startsWith("steady"))
                        .toList());
    }

    @Test
    void rowsWithValuesThatAreNotFinite_areSkippedAndCounted() throws IOException {
        Files.write(
                directory.resolve("stream.csv"),
                List.of("key,seq,x0,x1,x2", "k,0,0,0,0", "k,1,NaN,0,0", "k,2,1,2", "k,3,x,0,0", "k,4,Infinity,0,0"));

        assertThat(detect("a.csv", 1000)).isZero();

        assertThat(out.toString()).contains("1 rows of 1 keys", "4 rows skipped", "stream.csv, line 3", "'NaN'");
    }

    @Test
    void streamWithoutFiniteRows_isRejected() throws IOException {
        Files.write(directory.resolve("stream.csv"), List.of("key,seq,x0,x1,x2", "k,0,NaN,0,0", "k,1,0,,0"));

        assertThat(detect("a.csv", 1000)).isEqualTo(2);

        assertThat(err.toString())
                .contains("stream.csv: expected rows of finite values, got only skipped rows (2)", "line 2", "'NaN'");
    }

    @Test
    void referenceWithoutFiniteRows_isRejected() throws IOException {
        stream(List.of("steady"));
        Files.write(directory.resolve("ref.csv"), List.of("x0,x1,x2", "1,2,Infinity", "NaN,2,3"));

        assertThat(detect("a.csv", 1000)).isEqualTo(2);

        assertThat(err.toString())
                .contains("ref.csv: expected rows of finite values, got only skipped rows (2)", "'Infinity'");
    }

    @Test
    void referenceRowsThatAreNotFinite_areSkippedAndCounted() throws IOException {
        stream(List.of("steady"));
        List<String> lines = new ArrayList<>(Files.readAllLines(directory.resolve("ref.csv")));
        lines.add(7, "NaN,0,0");
        Files.write(directory.resolve("ref.csv"), lines);

        assertThat(detect("a.csv", 1000)).isZero();

        assertThat(out.toString()).contains("calibrated on 400 rows", "1 rows skipped, first at", "ref.csv, line 8");
    }

    @Test
    void once_reportsALastingChangeOnce() throws IOException {
        stream(List.of("moved", "steady"));

        assertThat(detect("all.csv", 4000)).isZero();
        assertThat(detect("once.csv", 4000, "--once")).isZero();

        assertThat(alarms("all.csv"))
                .filteredOn(alarm -> alarm[0].equals("moved"))
                .hasSizeGreaterThan(10);
        assertThat(alarms("once.csv"))
                .filteredOn(alarm -> alarm[0].equals("moved"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--seasonal=24", "--rolling=50"})
    void residualsOfAMovingMean_showTheChange(String option) throws IOException {
        stream(List.of("moved", "steady"));

        assertThat(detect("a.csv", 4000, option)).isZero();

        assertThat(out.toString()).containsPattern("calibrated on 3(44|18) rows");
        assertThat(alarms("a.csv"))
                .filteredOn(alarm -> alarm[0].equals("moved") && Long.parseLong(alarm[1]) >= CHANGE)
                .isNotEmpty();
    }

    @Test
    void seasonalAndRolling_areExclusive() throws IOException {
        stream(List.of("steady"));

        assertThat(detect("a.csv", 1000, "--seasonal=24", "--rolling=50")).isEqualTo(2);

        assertThat(err.toString()).contains("mutually exclusive");
    }

    @ParameterizedTest
    @CsvSource({
        "--seasonal=1, 'period: expected 2 to 1000000, got 1'",
        "--rolling=5, 'memory: expected 10 to 1000000, got 5'",
        "--seasonal=400, 'ref.csv: expected at least 480 rows'",
    })
    void unusablePeriodOrMemory_isRejected(String option, String message) throws IOException {
        stream(List.of("steady"));

        assertThat(detect("a.csv", 1000, option)).isEqualTo(2);

        assertThat(err.toString()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "key;seq;x0 | line 1: expected the header key,seq,x0",
                "key,seq,x0,x1 | expected rows of 3 values",
                "'' | line 1: expected the header",
                "key,seq,x0,x1,x2/k,one,1,2,3 | expected a whole number as seq, got 'one'",
            })
    void malformedStream_isRejected(String lines, String message) throws IOException {
        Files.write(directory.resolve("stream.csv"), List.of(lines.split("/")));

        assertThat(detect("a.csv", 1000)).isEqualTo(2);

        assertThat(err.toString()).contains(message);
    }

    @Test
    void tooFewReferenceRows_areRejected() throws IOException {
        stream(List.of("steady"));
        Files.write(directory.resolve("ref.csv"), List.of("x0,x1,x2", "1,2,3"));

        assertThat(detect("a.csv", 1000)).isEqualTo(2);

        assertThat(err.toString()).contains("ref.csv: expected at least 48 events", "got 1");
    }

    private void stream(List<String> names) throws IOException {
        List<String> lines = new ArrayList<>(List.of("key,seq,x0,x1,x2"));
        for (int seq = 0; seq < 2 * CHANGE; seq++) {
            for (String name : names) {
                lines.add(name + "," + seq + "," + row(name.equals("moved") && seq >= CHANGE ? 1.5 : 0));
            }
        }
        Files.write(directory.resolve("stream.csv"), lines);
    }

    private String row(double mean) {
        return (float) (mean + random.nextGaussian()) + "," + (float) random.nextGaussian() + ","
                + (float) random.nextGaussian();
    }

    private int detect(String name, double arl, String... options) {
        CommandLine command =
                Realign.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of(
                "detect",
                "--ref=" + directory.resolve("ref.csv"),
                "--stream=" + directory.resolve("stream.csv"),
                "--out=" + directory.resolve(name),
                "--arl=" + arl,
                "--random-features=64"));
        arguments.addAll(List.of(options));
        return command.execute(arguments.toArray(String[]::new));
    }

    private List<String[]> alarms(String name) throws IOException {
        return Files.readAllLines(directory.resolve(name)).stream()
                .skip(1)
                .map(line -> line.split(","))
                .toList();
    }
}
