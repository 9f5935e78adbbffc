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
            "A long adaptation: its memory, and whether interruptions change a byte.",
            "Prints resident memory and heap as it goes on synthetic rows, interrupts the same adaptation several times,",
            "and ends with code 1 unless both end with the same bytes."
        },
        mixinStandardHelpOptions = true)
final class EnduranceSuiteCommand implements Callable<Integer> {
    @Option(names = "--steps", defaultValue = "10000", description = "How long (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(names = "--seed", defaultValue = "1", description = "Of rows, chance and interruptions.")
    private long seed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Comma separated file of memory.")
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
        console.flush();
        return same ? 0 : 1;
    }
}
