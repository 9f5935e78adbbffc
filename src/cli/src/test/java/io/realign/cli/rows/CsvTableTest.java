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

class CsvTableTest {
    @TempDir
    private Path directory;

    @Test
    void read_takesTheLabelFromTheFirstColumn() throws IOException {
        CsvTable table = CsvTable.labelled(write("label, a, b\nok, 1, 2.5\nbad, -1, 0\n"));

        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.rows()).extracting(LabelledRow::label).containsExactly("ok", "bad");
        assertThat(table.rows().get(0).features()).containsExactly(1f, 2.5f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b\\n1,2          | line 1: expected the header 'label,feature,...', got a,b",
                "label,a\\nok       | line 2: expected 2 fields, got 1",
                "label,a\\nok,1\\nok,x | line 3: expected a number, got 'x'",
                "label,a\\n,1       | line 2: expected a label in the first field, got nothing",
                "label,a            | expected rows below the header, got none",
            })
    void read_namesTheLine_whenTheTableIsMalformed(String text, String message) throws IOException {
        Path file = write(text.replace("\\n", "\n"));

        assertThatThrownBy(() -> CsvTable.labelled(file))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void read_doesWithoutLabels_whenNobodyKnowsThem() throws IOException {
        CsvTable table = CsvTable.unlabelled(write("a,b\n1,2\n"));

        assertThat(table.columns()).containsExactly("a", "b");
        assertThat(table.rows()).extracting(LabelledRow::label).containsExactly("");
    }

    @Test
    void read_saysThatTheFileIsMissing() {
        assertThatThrownBy(() -> CsvTable.labelled(directory.resolve("none.csv")))
                .hasMessageContaining("expected a file, got nothing of that name");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("table.csv"), text);
    }
}
