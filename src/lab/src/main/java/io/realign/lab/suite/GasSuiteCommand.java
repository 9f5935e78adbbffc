package io.realign.lab.suite;

import io.realign.cli.model.Learners;
import io.realign.cli.rows.GasBatches;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the learner on the gas sensor data. */
@Command(
        name = "gas",
        description = {
            "Measures the learner on all batches of the UCI gas sensor array drift data.",
            "Prints accuracies in percent by protocol and writes a line for each score."
        },
        mixinStandardHelpOptions = true)
final class GasSuiteCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Directory with batch1.dat, batch2.dat, ...")
    private Path data;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            description = "Number of seeds, counted from 1 (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--budget",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "CPU time of each selection (default: ${DEFAULT-VALUE}).")
    private long budget;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of scores to write.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        SuiteScores sheet = new SuiteScores();
        GasSuite suite = new GasSuite(Learners.create(), Duration.ofSeconds(budget), sheet, console);
        for (long seed = 1; seed <= seeds; seed++) {
            suite.run(GasBatches.read(data, seed), seed);
            sheet.write(out);
        }
        sheet.print(console);
        return 0;
    }
}
