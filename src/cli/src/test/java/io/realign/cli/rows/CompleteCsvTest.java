package io.realign.cli.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompleteCsvTest {
    @TempDir
    private Path directory;

    @Test
    void firstColumn_isTheLabel() throws IOException {
        DataFile table = DataFile.readCompleteLabelledCsv(write("label, a, b\nok, 1, 2.5\nbad, -1, 0\n"));

        assertThat(table.names()).containsExactly("a", "b");
        assertThat(table.rows()).extracting(LabelledRow::label).containsExactly("ok", "bad");
        assertThat(table.rows().get(0).features()).containsExactly(1f, 2.5f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b\\n1,2          | line 1: expected the header 'label,feature,...', got 'a,b'",
                "label,a\\nok,1\\nok,NaN | line 3: expected a number from -1e18 to 1e18, got 'NaN'",
                "label,a\\nok       | line 2: expected 2 fields, got 1",
                "label,a\\nok,1\\nok,x | line 3: expected a number, got 'x'",
                "label,a\\n,1       | line 2: expected a label in the first field, got nothing",
                "label,a            | expected at least one row without missing values, got no rows",
            })
    void malformedTable_isRejectedWithItsLine(String text, String message) throws IOException {
        Path file = write(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> DataFile.readCompleteLabelledCsv(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void read_returnsEmptyLabels_withoutALabelColumn() throws IOException {
        DataFile table = DataFile.readCompleteCsv(write("a,b\n1,2\n"));

        assertThat(table.names()).containsExactly("a", "b");
        assertThat(table.rows()).extracting(LabelledRow::label).containsExactly("");
    }

    @Test
    void missingFile_isNamed() {
        assertThatThrownBy(() -> DataFile.readCompleteLabelledCsv(directory.resolve("none.csv")))
                .hasMessageContaining("expected a file, got nothing of that name");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("table.csv"), text);
    }
}
