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

/** Writes streams whose changes are known. */
@Command(
        name = "streams",
        description = {
            "Writes test streams with their truth, a directory for each setting:",
            "ref.csv (reference rows), stream.csv (rows of several keys, interleaved), truth.csv (what changes and when)."
        },
        mixinStandardHelpOptions = true)
public final class StreamsCommand implements Callable<Integer> {
    @Option(names = "--out", required = true, description = "Directory to write into; made if it is not there.")
    private Path out;

    @Option(names = "--seed", required = true, description = "Same seed, same files.")
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
