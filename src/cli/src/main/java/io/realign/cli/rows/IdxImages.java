package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Grey images of IDX files, and the labels that lie beside them. */
final class IdxImages {
    private static final float WHITE = 255;

    private IdxImages() {}

    /** {@code labels} is a path, or empty if there are none. */
    static DataFile read(Path images, String labels) {
        IdxFile pixels = IdxFile.read(images, 3);
        String[] names = new String[pixels.size()];
        if (labels.isEmpty()) {
            Arrays.fill(names, "");
        } else {
            names(Path.of(labels), images, names);
        }
        List<LabelledRow> rows = new ArrayList<>();
        int height = pixels.extents()[1];
        int width = pixels.extents()[2];
        for (int i = 0; i < names.length; i++) {
            rows.add(new LabelledRow(names[i], ink(pixels.values(), i, height * width)));
        }
        List<Integer> shape = List.of(1, height, width);
        return new DataFile(List.of(), shape, false, rows, Optional.empty());
    }

    private static void names(Path file, Path images, String[] names) {
        IdxFile labels = IdxFile.read(file, 1);
        if (labels.size() != names.length) {
            throw new MalformedFileException(
                    file,
                    "a label for each of the %d images of %s".formatted(names.length, images),
                    labels.size() + " labels");
        }
        for (int i = 0; i < names.length; i++) {
            names[i] = Integer.toString(Byte.toUnsignedInt(labels.values()[i]));
        }
    }

    private static float[] ink(byte[] pixels, int image, int size) {
        float[] ink = new float[size];
        for (int i = 0; i < size; i++) {
            ink[i] = Byte.toUnsignedInt(pixels[image * size + i]) / WHITE;
        }
        return ink;
    }
}
