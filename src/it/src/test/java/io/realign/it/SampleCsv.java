package io.realign.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** A table as the documents show it: six features, the classes a, b and c, each a cloud of its own. */
final class SampleCsv {
    private static final List<String> LABELS = List.of("a", "b", "c");
    private static final int FEATURES = 6;

    private SampleCsv() {}

    /** @param shift how far all of them have moved, in standard deviations */
    static void write(Path file, int rows, double shift) throws IOException {
        Random chance = new Random(rows);
        List<String> lines = new ArrayList<>(List.of("label,x1,x2,x3,x4,x5,x6"));
        for (int i = 0; i < rows; i++) {
            int label = i % LABELS.size();
            List<String> fields = new ArrayList<>(List.of(LABELS.get(label)));
            for (int feature = 0; feature < FEATURES; feature++) {
                double centre = feature % LABELS.size() == label ? 4 : 0;
                fields.add(String.format(Locale.ROOT, "%.3f", centre + shift + chance.nextGaussian()));
            }
            lines.add(String.join(",", fields));
        }
        Files.write(file, lines);
    }
}
