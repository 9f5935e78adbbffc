package io.realign.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** CSV files in the documented format: six features, and one Gaussian cluster for each of the classes a, b and c. */
final class SampleCsv {
    private static final List<String> LABELS = List.of("a", "b", "c");
    private static final int FEATURES = 6;

    private SampleCsv() {}

    /** @param shift added to every feature, in standard deviations */
    static void write(Path file, int rows, double shift) throws IOException {
        Random random = new Random(rows);
        List<String> lines = new ArrayList<>(List.of("label,x1,x2,x3,x4,x5,x6"));
        for (int i = 0; i < rows; i++) {
            int label = i % LABELS.size();
            List<String> fields = new ArrayList<>(List.of(LABELS.get(label)));
            for (int feature = 0; feature < FEATURES; feature++) {
                double mean = feature % LABELS.size() == label ? 4 : 0;
                fields.add(String.format(Locale.ROOT, "%.3f", mean + shift + random.nextGaussian()));
            }
            lines.add(String.join(",", fields));
        }
        Files.write(file, lines);
    }
}
