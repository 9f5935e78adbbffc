package io.realign.cli.rows;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes, optionally gzip-compressed: two zero bytes, type 8, number of dimensions, extents, values.
 *
 * @param extents size of each dimension; the first is the number of entries
 * @param values values in row-major order
 */
@SuppressWarnings("ArrayRecordComponent")
record IdxFile(int[] extents, byte[] values) {
    private static final int BYTES = 0x08;
    private static final int GZIP = 0x1F8B;
    private static final float WHITE = 255;

    /** Reads greyscale images; {@code labelFile} is a path, or empty for images without labels. */
    static DataFile readImages(Path images, String labelFile) {
        IdxFile pixels = read(images, 3);
        String[] imageLabels = new String[pixels.size()];
        if (labelFile.isEmpty()) {
            Arrays.fill(imageLabels, "");
        } else {
            readLabels(Path.of(labelFile), images, imageLabels);
        }
        List<LabelledRow> rows = new ArrayList<>();
        int height = pixels.extents[1];
        int width = pixels.extents[2];
        for (int image = 0; image < imageLabels.length; image++) {
            float[] intensities = new float[height * width];
            for (int i = 0; i < intensities.length; i++) {
                intensities[i] = Byte.toUnsignedInt(pixels.values[image * intensities.length + i]) / WHITE;
            }
            rows.add(new LabelledRow(imageLabels[image], intensities));
        }
        return DataFile.ofDenseRows(List.of(1, height, width), rows);
    }

    private static void readLabels(Path file, Path images, String[] imageLabels) {
        IdxFile labels = read(file, 1);
        if (labels.size() != imageLabels.length) {
            throw new MalformedFileException(
                    file,
                    "a label for each of the %d images of %s".formatted(imageLabels.length, images),
                    labels.size() + " labels");
        }
        for (int i = 0; i < imageLabels.length; i++) {
            imageLabels[i] = Integer.toString(Byte.toUnsignedInt(labels.values[i]));
        }
    }

    /** Whether a file has the magic number of unsigned bytes. */
    static boolean isIdx(Path file) {
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (DataInputStream in = open(file)) {
            return in.readInt() >> 8 == BYTES;
        } catch (EOFException | ZipException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static IdxFile read(Path file, int dimensions) {
        if (!Files.isRegularFile(file)) {
            throw new MalformedFileException(file, "a file", "nothing of that name");
        }
        try (DataInputStream in = open(file)) {
            return read(file, in, dimensions);
        } catch (EOFException e) {
            throw new MalformedFileException(file, "as many bytes as the header announces", "fewer");
        } catch (ZipException e) {
            throw new MalformedFileException(file, "a valid gzip file", e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static IdxFile read(Path file, DataInputStream in, int dimensions) throws IOException {
        int magic = in.readInt();
        if (magic != (BYTES << 8 | dimensions)) {
            throw new MalformedFileException(
                    file,
                    "an IDX file of unsigned bytes with %d dimensions, 0x%08x"
                            .formatted(dimensions, BYTES << 8 | dimensions),
                    "0x%08x".formatted(magic));
        }
        int[] extents = new int[dimensions];
        long size = 1;
        for (int i = 0; i < dimensions; i++) {
            extents[i] = in.readInt();
            size = Math.max(0, extents[i]) * size;
            if (size < 1 || size > RowCollector.MAX_VALUES) {
                throw new MalformedFileException(
                        file,
                        "extents whose product is 1 to " + RowCollector.MAX_VALUES,
                        Arrays.toString(Arrays.copyOf(extents, i + 1)));
            }
        }
        // readNBytes allocates memory as bytes arrive, so a wrong size in the header cannot exhaust the memory.
        byte[] values = in.readNBytes((int) size);
        if (values.length < size) {
            throw new EOFException();
        }
        if (in.read() >= 0) {
            throw new MalformedFileException(file, "nothing after " + size + " values", "more bytes");
        }
        return new IdxFile(extents, values);
    }

    private static DataInputStream open(Path file) throws IOException {
        BufferedInputStream in = new BufferedInputStream(Files.newInputStream(file));
        in.mark(2);
        int first = in.read() << 8 | in.read();
        in.reset();
        try {
            InputStream plain = first == GZIP ? new BufferedInputStream(new GZIPInputStream(in)) : in;
            return new DataInputStream(plain);
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    int size() {
        return extents[0];
    }
}
