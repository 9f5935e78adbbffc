package io.realign.lab.stream;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A setting on disk: {@code ref.csv}, {@code stream.csv} and {@code truth.csv} in a directory of its own. */
final class TestStreamFiles {
    private static final int REFERENCE = 1000;

    private TestStreamFiles() {}

    /** Writes into {@code directory}, made if it is not there; files of these names are replaced. */
    static void write(Path directory, StreamScenario setting, long seed) throws IOException {
        Files.createDirectories(directory);
        Random random = new Random(31 * seed + setting.name().hashCode());
        reference(directory.resolve("ref.csv"), setting, new Random(random.nextLong()));
        List<TestStream> trials = TestStream.of(setting, random);
        stream(directory.resolve("stream.csv"), setting, trials);
        truth(directory.resolve("truth.csv"), trials);
    }

    private static void reference(Path file, StreamScenario setting, Random random) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write(features(setting) + "\n");
            FeatureStream rows = setting.generator().start(random);
            for (int i = 0; i < REFERENCE; i++) {
                writer.write(line(rows.next()) + "\n");
            }
        }
    }

    private static void stream(Path file, StreamScenario setting, List<TestStream> trials) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("key,seq," + features(setting) + "\n");
            int longest = trials.stream().mapToInt(TestStream::length).max().orElse(0);
            for (int seq = 0; seq < longest; seq++) {
                for (TestStream trial : trials) {
                    if (seq < trial.length()) {
                        writer.write(trial.key() + "," + seq + ","
                                + line(trial.rows().next()) + "\n");
                    }
                }
            }
        }
    }

    private static void truth(Path file, List<TestStream> trials) throws IOException {
        try (Writer writer = Files.newBufferedWriter(file)) {
            writer.write("key,length,change_at,kind\n");
            for (TestStream trial : trials) {
                writer.write(trial.key() + "," + trial.length() + "," + trial.changeAt() + "," + trial.kind() + "\n");
            }
        }
    }

    private static String features(StreamScenario setting) {
        return IntStream.range(0, setting.width()).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
    }

    private static String line(float[] row) {
        return IntStream.range(0, row.length)
                .mapToObj(i -> Float.toString(row[i]))
                .collect(Collectors.joining(","));
    }
}
