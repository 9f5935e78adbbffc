package io.realign.adapter.control.adaptation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.EventContract;
import io.realign.learning.selection.ProbeRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelledProbeFilesTest {
    private static final EventContract CONTRACT = new EventContract(2, List.of("low", "high"), Duration.ZERO);
    private static final String ROWS = "label,x0,x1\nhigh,1.5,-2\n\nlow , 0, 3e2\n";

    @TempDir
    private static Path directory;

    private static LabelledProbeFiles probes(Path path) {
        return new LabelledProbeFiles(Optional.of(path), CONTRACT);
    }

    private static Path file(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    private static Path folder(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    @Test
    void singleFile_appliesToEveryDomain() throws Exception {
        ProbeRows probe = probes(file("all.csv", ROWS)).load("oven");

        assertThat(probe.labels()).containsExactly(1, 0);
        assertThat(probe.rows()).isDeepEqualTo(new float[][] {{1.5f, -2}, {0, 300}});
    }

    @Test
    void directory_providesOneFilePerDomain() throws Exception {
        Path folder = folder("two");
        Files.writeString(folder.resolve("oven.csv"), ROWS);
        Files.writeString(folder.resolve("kiln.csv"), "label,x0,x1\nlow,1,1\n");

        assertThat(probes(folder).load("oven").labels()).hasSize(2);
        assertThat(probes(folder).load("kiln").labels()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"unheard-of", "../outside", ""})
    void domainWithoutAFile_hasNoProbe(String domain) throws Exception {
        file("outside.csv", ROWS);

        assertThat(probes(folder("inside")).load(domain)).isEqualTo(ProbeRows.NONE);
    }

    @Test
    void missingSetting_meansNoProbe() throws Exception {
        assertThat(new LabelledProbeFiles(Optional.empty(), CONTRACT).load("oven"))
                .isEqualTo(ProbeRows.NONE);
    }

    @Test
    void addedRows_areReadAtTheNextLoad() throws Exception {
        Path file = file("grows.csv", ROWS);
        LabelledProbeFiles probes = probes(file);
        probes.load("oven");

        Files.writeString(file, ROWS + "low,1,1\n");

        assertThat(probes.load("oven").labels()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "class,x0,x1          | line 1: expected the header 'label,feature,...', got 'class,x0,x1'",
                "label,x0,x1~low,1    | line 2: expected 2 features after the label, got 1",
                "label,x0,x1~mid,1,2  | line 2: expected a label of [low, high], got 'mid'",
                "label,x0,x1~low,1,b  | line 2: expected a number, got 'b'",
                "label,x0,x1~~low,1,NaN | line 3: expected a finite number, got 'NaN'",
            })
    void malformedLine_isReportedWithItsNumber(String content, String message) throws Exception {
        Path file = file("bad.csv", content.replace('~', '\n'));

        assertThatThrownBy(() -> probes(file).load("oven"))
                .isInstanceOf(NonRetryableAdaptationException.class)
                .hasMessage("realign.validation-rows: " + file + ", " + message);
    }

    @Test
    void missingFile_isRejectedAtTheStart() {
        Path missing = directory.resolve("missing");

        assertThatThrownBy(() -> probes(missing).validateAll())
                .hasMessage("realign.validation-rows: " + missing
                        + ": expected an existing file or directory, got nothing of that name");
    }

    @Test
    void malformedFile_isRejectedAtTheStart() throws Exception {
        Path folder = folder("start");
        Files.writeString(folder.resolve("a.csv"), ROWS);
        assertThatCode(() -> probes(folder).validateAll()).doesNotThrowAnyException();

        Files.writeString(folder.resolve("b.csv"), "");

        assertThatThrownBy(() -> probes(folder).validateAll()).hasMessageContaining("b.csv, line 1");
    }
}
