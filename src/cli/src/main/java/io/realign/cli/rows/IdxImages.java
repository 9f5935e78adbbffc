package io.realign.cli.rows;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads greyscale images and their labels from IDX files. */
final class IdxImages {
    private static final float WHITE = 255;

    private IdxImages() {}

    /** Reads images; {@code labels} is a path, or empty for images without labels. */
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
            rows.add(new LabelledRow(names[i], intensities(pixels.values(), i, height * width)));
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

    private static float[] intensities(byte[] pixels, int image, int size) {
        float[] intensities = new float[size];
        for (int i = 0; i < size; i++) {
            intensities[i] = Byte.toUnsignedInt(pixels[image * size + i]) / WHITE;
        }
        return intensities;
    }
}
