package io.realign.cli.learn;

import io.realign.cli.suites.Suite;
import io.realign.cli.suites.Suites;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the learner on shifts of known kinds. */
@Command(
        name = "synthetic",
        description = {
            "The learner on synthetic shifts: none, covariate, label, both, a rotation in small steps, an outlying source.",
            "Prints accuracies in percent, the kinds that were named and how far the choice fell below the source alone at",
            "worst, and writes a line for each score."
        },
        mixinStandardHelpOptions = true)
final class SyntheticSuiteCommand implements Callable<Integer> {
    @Option(names = "--seeds", defaultValue = "3", description = "How many seeds (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--first-seed", defaultValue = "1", description = "The first of them (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(
            names = "--budget",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "Processor time for each choice (default: ${DEFAULT-VALUE}).")
    private long budget;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "Comma separated file of scores.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        ScoreSheet sheet = new ScoreSheet();
        SyntheticSuite suites = new SyntheticSuite(Laboratory.open(), Duration.ofSeconds(budget), sheet, console);
        for (long seed = first; seed < first + seeds; seed++) {
            for (Suite suite : Suites.all(seed)) {
                suites.run(suite, seed);
                sheet.write(out);
            }
        }
        sheet.print(console);
        suites.print(console);
        return 0;
    }
}
