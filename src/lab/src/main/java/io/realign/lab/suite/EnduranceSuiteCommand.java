package io.realign.lab.suite;

import io.realign.cli.model.CheckpointFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures a long adaptation. */
@Command(
        name = "endurance",
        description = {
            "Measures the memory of a long adaptation and checks that interruptions do not change its result.",
            "Prints resident memory and heap, then interrupts the same adaptation several times. Exits with code 1 unless",
            "both produce the same bytes."
        },
        mixinStandardHelpOptions = true)
final class EnduranceSuiteCommand implements Callable<Integer> {
    @Option(names = "--steps", defaultValue = "10000", description = "Training steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed of rows, training and interruptions.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of memory samples to write.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (steps < 1) {
            throw new ParameterException(spec.commandLine(), "--steps: expected 1 or more, got " + steps);
        }
        PrintWriter console = spec.commandLine().getOut();
        EnduranceSuite suite = new EnduranceSuite(steps, seed, console);
        boolean same = suite.run(CheckpointFolder.forModel(out, Clock.systemUTC()));
        try {
            Files.write(out, suite.lines());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + out, e);
        }
        console.println(same ? "the same bytes" : "not the same bytes");
        return same ? 0 : 1;
    }
}
