package io.realign.lab.stream;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
    @Option(names = "--out", required = true, description = "Output directory; created if missing.")
    private Path out;

    @Option(names = "--seed", required = true, description = "Random seed.")
    private long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        List<StreamScenario> settings = Stream.concat(
                        StreamScenarios.withChanges().stream(), StreamScenarios.autocorrelated().stream())
                .toList();
        for (StreamScenario setting : settings) {
            Path directory = out.resolve(setting.name());
            TestStreamFiles.write(directory, setting, seed);
            spec.commandLine().getOut().println(directory);
        }
        return 0;
    }
}
