package io.realign.cli.model;

import io.realign.cli.rows.DataFile;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;

/** Reads data files and brings their rows to a common shape. */
final class DataFileReader {
    private DataFileReader() {}

    /** Reads a file and prints its size; converts greyscale images to RGB, the input of the image network. */
    static DataFile read(String file, PrintWriter console) {
        DataFile read = DataFile.read(file);
        read.skipped().ifPresent(skipped -> console.printf("%s: %s%n", file, skipped));
        DataFile rows = read.shape().size() == 3 && read.shape().get(0) == 1 ? read.asRgb() : read;
        console.printf("%s: %d rows of shape %s%n", file, rows.rows().size(), rows.shape());
        return rows;
    }

    /** The common row shape of files: that of the first dense file, or the width of the widest sparse one. */
    static List<Integer> shape(List<DataFile> files) {
        return files.stream()
                .filter(file -> !file.sparse())
                .findFirst()
                .or(() -> files.stream()
                        .max(Comparator.comparingInt(file -> file.shape().get(0))))
                .map(DataFile::shape)
                .orElseThrow();
    }

    /**
     * Converts rows to a shape; pads sparse rows with zeros.
     *
     * @throws IllegalArgumentException if the shape differs
     */
    static DataFile toShape(List<Integer> shape, String name, DataFile file) {
        boolean narrower = file.sparse() && shape.size() == 1 && file.shape().get(0) < shape.get(0);
        DataFile fitted = narrower ? file.padded(shape.get(0)) : file;
        if (!fitted.shape().equals(shape)) {
            throw new IllegalArgumentException(
                    "%s: expected rows of shape %s, got %s".formatted(name, shape, file.shape()));
        }
        return fitted;
    }
}
