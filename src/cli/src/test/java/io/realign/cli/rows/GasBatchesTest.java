package io.realign.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GasBatchesTest {
    private static final long SEED = 7;

    @TempDir
    private Path directory;

    @Test
    void read_stopsAtTheFirstMissingBatch() throws IOException {
        write(1, "1 1:0.5 2:-1e3", "2 2:4");
        write(2, "3 1:1 2:2");
        write(4, "3 1:1 2:2");

        GasBatches gas = GasBatches.read(directory, SEED);

        assertThat(gas.batches()).extracting(List::size).containsExactly(2, 1);
        assertThat(gas.features()).isEqualTo(2);
        assertThat(gas.labels()).containsExactly("1", "2", "3");
        assertThat(gas.batches().get(0))
                .extracting(row -> row.label() + ":" + row.features()[0] + "," + row.features()[1])
                .containsExactlyInAnyOrder("1:0.5,-1000.0", "2:0.0,4.0");
    }

    @Test
    void read_shufflesWithinABatch_reproducibly() throws IOException {
        String[] sorted = new String[100];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = "1 1:" + i + " 2:0";
        }
        write(1, sorted);
        write(2, sorted);

        List<Float> first = firstColumn(GasBatches.read(directory, SEED));

        assertThat(first).isNotEqualTo(first.stream().sorted().toList());
        assertThat(first).isEqualTo(firstColumn(GasBatches.read(directory, SEED)));
        assertThat(first).isNotEqualTo(firstColumn(GasBatches.read(directory, SEED + 1)));
    }

    @ParameterizedTest
    @CsvSource({
        "1 1:a 2:0,             expected a number",
        "1 1:NaN 2:0,           expected a number from -1e18 to 1e18",
        "1 2:0 1:0,             expected an index of 3 to 2",
        "1 1:0 3:0,             expected an index of 2 to 2",
        "1 1:0 zwei,            expected index:value",
        "1:0 2:0,               expected a label in the first field",
    })
    void malformedLine_isRejectedWithFileAndLine(String line, String expected) throws IOException {
        write(1, "1 1:0 2:0");
        write(2, "1 1:0 2:0", line);

        assertThatThrownBy(() -> GasBatches.read(directory, SEED))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining("batch2.dat, line 2: " + expected);
    }

    @Test
    void directoryWithoutBatches_isRejected() {
        assertThatThrownBy(() -> GasBatches.read(directory, SEED))
                .hasMessage(directory + ": expected at least batch1.dat and batch2.dat, got 0 consecutive batches");
    }

    private static List<Float> firstColumn(GasBatches gas) {
        return gas.batches().get(0).stream().map(row -> row.features()[0]).toList();
    }

    private void write(int batch, String... lines) throws IOException {
        Files.write(directory.resolve("batch" + batch + ".dat"), List.of(lines));
    }
}
