package io.realign.lab.stream;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes streams with known change points. */
@Command(
        name = "streams",
        description = {
            "Writes test streams with known change points, one directory per scenario.",
            "Files: ref.csv (reference rows), stream.csv (interleaved rows of several keys), truth.csv (changes)."
        },
        mixinStandardHelpOptions = true)
public final class StreamsCommand implements Callable<Integer> {
    private static final int REFERENCE_ROWS = 1000;

    @Option(names = "--out", required = true, description = "Output directory; created if missing.")
    private Path out;

    @Option(names = "--seed", required = true, description = "Random seed.")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        for (StreamScenario scenario : StreamScenarios.all()) {
            Path directory = out.resolve(scenario.name());
            write(directory, scenario, seed);
            spec.commandLine().getOut().println(directory);
        }
        return 0;
    }

    /** Creates the directory if missing, and replaces existing files. */
    static void write(Path directory, StreamScenario scenario, long seed) throws IOException {
        Files.createDirectories(directory);
        Random random = new Random(31 * seed + scenario.name().hashCode());
        FeatureStream reference = scenario.generator().start(new Random(random.nextLong()));
        List<TestStream> streams = TestStream.of(scenario, random);
        String features =
                IntStream.range(0, scenario.width()).mapToObj(i -> "x" + i).collect(Collectors.joining(","));
        try (Writer writer = Files.newBufferedWriter(directory.resolve("ref.csv"))) {
            writer.write(features + "\n");
            for (float[] row : reference.next(REFERENCE_ROWS)) {
                writer.write(csv(row) + "\n");
            }
        }
        try (Writer writer = Files.newBufferedWriter(directory.resolve("stream.csv"))) {
            writer.write("key,seq," + features + "\n");
            for (int seq = 0; seq < TestStream.LENGTH; seq++) {
                for (TestStream stream : streams) {
                    writer.write(
                            stream.key() + "," + seq + "," + csv(stream.rows().next()) + "\n");
                }
            }
        }
        try (Writer writer = Files.newBufferedWriter(directory.resolve("truth.csv"))) {
            writer.write("key,length,change_at,kind\n");
            for (TestStream stream : streams) {
                writer.write(
                        stream.key() + "," + TestStream.LENGTH + "," + stream.changeAt() + "," + stream.kind() + "\n");
            }
        }
    }

    private static String csv(float[] row) {
        return IntStream.range(0, row.length)
                .mapToObj(i -> Float.toString(row[i]))
                .collect(Collectors.joining(","));
    }
}
