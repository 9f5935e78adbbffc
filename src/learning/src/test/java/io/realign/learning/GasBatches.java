package io.realign.learning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Reads batches of the UCI gas sensor array drift data, svmlight lines of a class and 128 features. */
record GasBatches(Path directory) {
    private static final int FEATURES = 128;
    private static final int CLASSES = 6;

    /** The rows of a batch in an order that follows from the seed; in the file they are sorted by class. */
    SourceRows read(int batch, long seed) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(directory.resolve("batch" + batch + ".dat")));
        Collections.shuffle(lines, new Random(seed));
        float[][] features = new float[lines.size()][FEATURES];
        int[] labels = new int[lines.size()];
        for (int row = 0; row < labels.length; row++) {
            String[] parts = lines.get(row).trim().split(" +", -1);
            labels[row] = Integer.parseInt(parts[0]) - 1;
            for (int i = 1; i < parts.length; i++) {
                int colon = parts[i].indexOf(':');
                int feature = Integer.parseInt(parts[i].substring(0, colon)) - 1;
                features[row][feature] = Float.parseFloat(parts[i].substring(colon + 1));
            }
        }
        return new SourceRows(features, labels, CLASSES);
    }
}
