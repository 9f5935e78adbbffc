package io.realign.cli.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataFileTest {
    @TempDir
    private Path directory;

    @Test
    void csv_isRecognisedByItsHeader() throws IOException {
        DataFile file = read("\uFEFFlabel, a, b\r\nok, 1, 2.5\r\n\r\n, -1, 1e-3\r\n");

        assertThat(file.names()).containsExactly("a", "b");
        assertThat(file.shape()).containsExactly(2);
        assertThat(file.rows()).extracting(LabelledRow::label).containsExactly("ok", "");
        assertThat(file.features()).isDeepEqualTo(new float[][] {{1, 2.5f}, {-1, 1e-3f}});
        assertThat(file.skipped()).isEmpty();
    }

    @Test
    void svmlight_isRecognisedByItsPairs_widthIsTheHighestIndex() throws IOException {
        DataFile file = read("# a comment\n1 1:0.5 3:-1e3 # another\n? 2:4\n 1:7\n+1\n");

        assertThat(file.names()).containsExactly("1", "2", "3");
        assertThat(file.rows()).extracting(LabelledRow::label).containsExactly("1", "", "", "+1");
        assertThat(file.features()).isDeepEqualTo(new float[][] {{.5f, 0, -1000}, {0, 4, 0}, {7, 0, 0}, {0, 0, 0}});
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void idx_isRecognisedByItsMagicNumber_compressedOrNot(boolean compressed) throws IOException {
        Path images = write("images", compressed, idx(3, new int[] {2, 1, 2}, 0, 255, 51, 102));
        Path labels = write("labels", compressed, idx(1, new int[] {2}, 7, 200));

        DataFile labelled = DataFile.read(images + ":" + labels);
        DataFile unlabelled = DataFile.read(images + ":");

        assertThat(labelled.shape()).containsExactly(1, 1, 2);
        assertThat(labelled.names()).isEmpty();
        assertThat(labelled.features()).isDeepEqualTo(new float[][] {{0, 1}, {.2f, .4f}});
        assertThat(labelled.rows()).extracting(LabelledRow::label).containsExactly("7", "200");
        assertThat(unlabelled.features()).isDeepEqualTo(labelled.features());
        assertThat(unlabelled.rows()).extracting(LabelledRow::label).containsOnly("");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "a,b\\n1,2                   | line 1: expected the header 'label,feature,...' or 'label index:value ...', got 'a,b'",
                "some words                  | line 1: expected the header 'label,feature,...' or 'label index",
                "label;a\\n1;2               | expected the header 'label,feature,...' or lines of 'label index:value ...', got neither",
                "label\\nok                  | line 1: expected the header 'label,feature,...', got no feature",
                "label,a\\nok                | line 2: expected 2 fields, got 1",
                "label,a\\nok,1\\n\\nok,x    | line 4: expected a number, got 'x'",
                "label,a                     | expected at least one row without missing values, got no rows",
                "''                          | expected rows, got an empty file",
                "1 1:a                       | line 1: expected a number, got 'a'",
                "1 1:1\\n1 2:0 1:0           | line 2: expected an index of 3 or more, got '1:0'",
                "1 0:1                       | line 1: expected an index of 1 or more, got '0:1'",
                "1 1:1\\n1 1:0 zwei          | line 2: expected index:value, got 'zwei'",
                "1 1:1\\n1 2147483648:1      | line 2: expected index:value, got '2147483648:1'",
                "1 1:1\\n1 1048577:1           | line 2: expected at most 1048576 features, got 1048577",
            })
    void malformedText_isRejectedWithItsLine(String text, String message) throws IOException {
        Path file = Files.writeString(directory.resolve("rows"), text.replace("\\n", "\n"));

        assertThatThrownBy(() -> DataFile.read(file.toString()))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "nan", "NA", "?", "null", "inf", "-Infinity", "1e31", "-1e31", "1e999"})
    void rowsWithAMissingValue_areSkippedAndCounted(String value) throws IOException {
        DataFile file = read(
                value.equals("inf")
                        ? "label,a,b\nok,1,2\nok,3,Infinity\nok,,4\nok,5,6\n"
                        : "label,a,b\nok,1,2\nok,3,%s\nok,,4\nok,5,6\n".formatted(value));

        assertThat(file.features()).isDeepEqualTo(new float[][] {{1, 2}, {5, 6}});
        assertThat(file.skipped().orElseThrow())
                .hasToString("2 rows skipped, first at line 3: column 'b' has no number from -1e18 to 1e18");
    }

    @Test
    void largestValue_isAccepted() throws IOException {
        assertThat(read("label,a\nok,1e18\nok,-1e18").skipped()).isEmpty();
    }

    @Test
    void columnWithoutAnyNumber_isRejectedByName() throws IOException {
        Path file = Files.writeString(directory.resolve("rows"), "label,a,empty\nok,1,\nok,2,NaN\n");

        assertThatThrownBy(() -> DataFile.read(file.toString()))
                .hasMessage(
                        file + ": expected a number in column 'empty' in at least one row: remove the column from the"
                                + " file, got none in 2 rows");
    }

    @Test
    void fileWithoutACompleteRow_isRejected() throws IOException {
        Path file = Files.writeString(directory.resolve("rows"), "label,a,b\nok,1,\nok,,2\n");

        assertThatThrownBy(() -> DataFile.read(file.toString()))
                .hasMessageContaining("expected at least one row without missing values, got 2 rows skipped");
    }

    @Test
    void aHundredThousandFeatures_areRead() throws IOException {
        String names = IntStream.range(0, 100_000).mapToObj(i -> "f" + i).collect(Collectors.joining(","));
        String values = IntStream.range(0, 100_000).mapToObj(i -> i + ".5").collect(Collectors.joining(","));

        DataFile file = read("label," + names + "\nx," + values + "\ny," + values + "\n");

        assertThat(file.shape()).containsExactly(100_000);
        assertThat(file.rows().get(1).features()[99_999]).isEqualTo(99_999.5f);
    }

    @Test
    void moreValuesThanTheLimit_areRejectedAtTheFirstLineBeyondIt() throws IOException {
        Path file = Files.writeString(directory.resolve("rows"), "1 1000000:1\n".repeat(200));

        assertThatThrownBy(() -> DataFile.read(file.toString()))
                .hasMessage(file + ", line 151: expected at most 150000000 values (rows times features), got 151 rows"
                        + " of 1000000 features");
    }

    @Test
    void binaryFile_isRejected() throws IOException {
        Path file = Files.write(directory.resolve("rows"), new byte[] {'l', 'a', (byte) 0xC3, 1, 2, 3});

        assertThatThrownBy(() -> DataFile.read(file.toString())).hasMessageContaining("line 1: expected UTF-8 text");
    }

    @Test
    void missingFile_isNamed() {
        assertThatThrownBy(() -> DataFile.read(directory + "/none.csv"))
                .hasMessage(directory + "/none.csv: expected a file, got nothing of that name");
        assertThatThrownBy(() -> DataFile.read(directory + "/none:"))
                .hasMessage(directory + "/none: expected a file, got nothing of that name");
    }

    @Test
    void imagesWithoutAColon_areRejected() throws IOException {
        Path images = write("images", false, idx(3, new int[] {1, 1, 1}, 5));

        assertThatThrownBy(() -> DataFile.read(images.toString()))
                .hasMessageContaining("expected the path of images and of their labels, 'images:labels', or 'images:'");
    }

    @Test
    void corruptImages_areRejected() throws IOException {
        byte[] whole = idx(3, new int[] {2, 1, 2}, 1, 2, 3, 4);
        byte[] zipped = zipped(whole);
        assertImagesRejected(Arrays.copyOf(whole, whole.length - 1), "as the header announces, got fewer");
        assertImagesRejected(Arrays.copyOf(whole, whole.length + 1), "nothing after 4 values, got more bytes");
        assertImagesRejected(Arrays.copyOf(zipped, zipped.length - 12), "as the header announces, got fewer");
        assertImagesRejected(
                idx(1, new int[] {2}, 1, 2), "expected an IDX file of unsigned bytes with 3 dimensions, 0x00000803");
        assertImagesRejected(idx(3, new int[] {60_000, 28_000, 28_000}), "extents whose product is 1 to 150000000");
        assertImagesRejected(idx(3, new int[] {1, -1, 1}), "extents whose product is 1 to 150000000, got [1, -1]");
        assertImagesRejected(new byte[3], "got fewer");
    }

    @Test
    void labelCountOtherThanImageCount_isRejected() throws IOException {
        Path images = write("images", false, idx(3, new int[] {2, 1, 1}, 1, 2));
        Path labels = write("labels", false, idx(1, new int[] {3}, 1, 2, 3));

        assertThatThrownBy(() -> DataFile.read(images + ":" + labels))
                .hasMessage(labels + ": expected a label for each of the 2 images of " + images + ", got 3 labels");
    }

    @Test
    void classIndices_areThoseOfTheSource_unknownLabelsHaveNone() throws IOException {
        DataFile source = read("label,a\nb,1\na,2\nb,3\n,4\n");
        DataFile target = read("label,a\na,1\nz,2\n,3\n");

        assertThat(source.labels()).containsExactly("a", "b");
        assertThat(source.classIndices(source.labels())).containsExactly(1, 0, 1, -1);
        assertThat(target.classIndices(source.labels())).containsExactly(0, -1, -1);
    }

    @Test
    void withoutLabels_keepsTheFeatures() throws IOException {
        DataFile target = read("label,a\na,1\nz,2\n,3\n");

        assertThat(target.withoutLabels().labels()).isEmpty();
        assertThat(target.withoutLabels().features()).isDeepEqualTo(target.features());
    }

    @Test
    void sparseRows_canBePadded_denseOnesCannot() throws IOException {
        DataFile sparse = read("1 1:5\n");

        assertThat(sparse.padded(3).features()).isDeepEqualTo(new float[][] {{5, 0, 0}});
        assertThat(sparse.padded(3).names()).containsExactly("1", "2", "3");
        assertThatIllegalStateException()
                .isThrownBy(() -> sparse.padded(0))
                .withMessage("expected sparse rows of at most 0 features, got sparse rows of 1");
        DataFile dense = read("label,a\na,1\n");
        assertThatIllegalStateException()
                .isThrownBy(() -> dense.padded(3))
                .withMessageContaining("got dense rows of 1");
    }

    @Test
    void greyscaleImages_getThreeEqualChannels() throws IOException {
        Path images = write("images", false, idx(3, new int[] {1, 1, 2}, 0, 255));
        DataFile coloured = DataFile.read(images + ":").asRgb();

        assertThat(coloured.shape()).containsExactly(3, 1, 2);
        assertThat(coloured.features()).isDeepEqualTo(new float[][] {{0, 1, 0, 1, 0, 1}});
        assertThatIllegalStateException().isThrownBy(coloured::asRgb);
        DataFile table = read("label,a\na,1\n");
        assertThatIllegalStateException().isThrownBy(table::asRgb).withMessageContaining("rows of shape [1]");
    }

    private void assertImagesRejected(byte[] bytes, String message) throws IOException {
        Path images = write("damaged", false, bytes);

        assertThatThrownBy(() -> DataFile.read(images + ":"))
                .isInstanceOf(MalformedFileException.class)
                .hasMessageContaining(message);
    }

    private DataFile read(String text) throws IOException {
        return DataFile.read(
                Files.writeString(directory.resolve("rows"), text, UTF_8).toString());
    }

    private Path write(String name, boolean compressed, byte[] bytes) throws IOException {
        return Files.write(directory.resolve(name), compressed ? zipped(bytes) : bytes);
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] idx(int dimensions, int[] extents, int... values) {
        ByteBuffer file =
                ByteBuffer.allocate(4 + 4 * extents.length + values.length).putInt(0x800 | dimensions);
        for (int extent : extents) {
            file.putInt(extent);
        }
        for (int value : values) {
            file.put((byte) value);
        }
        return file.array();
    }
}
