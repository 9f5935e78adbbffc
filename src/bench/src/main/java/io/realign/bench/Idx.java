package io.realign.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Compressed IDX files of unsigned bytes: zero, zero, type 8, dimensions, the size of each, the values. */
final class Idx {
    private static final int BYTES = 0x08;
    private static final int MOST = 1_000_000;

    private Idx() {}

    /**
     * The entries along the first dimension.
     *
     * @param width values of an entry
     * @throws IOException if the file is not such a file
     */
    static byte[][] read(Path file, int width) throws IOException {
        try (DataInputStream in =
                new DataInputStream(new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file))))) {
            int magic = in.readInt();
            int count = in.readInt();
            int size = 1;
            for (int dimension = 1; dimension < (magic & 0xFF); dimension++) {
                size = Math.multiplyExact(size, in.readInt());
            }
            if (magic >> 8 != BYTES || size != width || count < 1 || count > MOST) {
                throw new IOException("%s: expected bytes, 1 to %d entries of %d, got type %d, %d entries of %d"
                        .formatted(file, MOST, width, magic >> 8, count, size));
            }
            byte[][] entries = new byte[count][width];
            for (byte[] entry : entries) {
                in.readFully(entry);
            }
            return entries;
        }
    }

    /** The entries of a file of one dimension. */
    static byte[] column(Path file) throws IOException {
        byte[][] entries = read(file, 1);
        byte[] column = new byte[entries.length];
        for (int i = 0; i < column.length; i++) {
            column[i] = entries[i][0];
        }
        return column;
    }
}
