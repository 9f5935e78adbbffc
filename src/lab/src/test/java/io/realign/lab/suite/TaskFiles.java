package io.realign.lab.suite;

import io.realign.lab.task.SyntheticTask;
import io.realign.learning.source.NamedSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Synthetic tables as files. */
public record TaskFiles(Path directory) {
    /** As many rows of a table as a file gets: enough to learn from, few enough to be quick. */
    static final int ROWS = 300;

    /** A source as a comma separated table. */
    public String csv(NamedSource source) throws IOException {
        return csv(
                source.name() + ".csv",
                source.rows().features(),
                row -> "class " + source.rows().labels()[row]);
    }

    /** The first target of a suite, with whatever labels. */
    public String target(String name, SyntheticTask suite, IntFunction<String> labels) throws IOException {
        return csv(name, suite.targets().get(0).rows(), labels);
    }

    public String csv(String name, float[][] rows, IntFunction<String> labels) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("label" + features(rows[0].length, i -> ",f" + i));
        for (int row = 0; row < Math.min(ROWS, rows.length); row++) {
            float[] values = rows[row];
            lines.add(labels.apply(row) + features(values.length, i -> "," + values[i]));
        }
        return written(name, lines);
    }

    public String svmLight(String name, NamedSource source) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            float[] values = source.rows().features()[row];
            lines.add("%d%s"
                    .formatted(
                            source.rows().labels()[row],
                            features(values.length, i -> " " + (i + 1) + ":" + values[i])));
        }
        return written(name, lines);
    }

    private static String features(int width, IntFunction<String> value) {
        return String.join("", IntStream.range(0, width).mapToObj(value).toList());
    }

    private String written(String name, List<String> lines) throws IOException {
        return Files.write(directory.resolve(name), lines).toString();
    }
}
