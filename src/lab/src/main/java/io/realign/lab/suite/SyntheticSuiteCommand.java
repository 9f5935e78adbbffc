package io.realign.lab.suite;

import io.realign.cli.model.Learners;
import io.realign.lab.command.CaseFilter;
import io.realign.lab.task.SyntheticTask;
import io.realign.lab.task.SyntheticTasks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the learner on shifts of known kinds. */
@Command(
        name = "synthetic",
        description = {
            "Measures the learner on synthetic shifts: none, covariate, label, both, gradual rotation, outlying source.",
            "Prints accuracies in percent, the diagnosed shifts and the worst loss against the base model, and writes a line",
            "for each score."
        },
        mixinStandardHelpOptions = true)
final class SyntheticSuiteCommand implements Callable<Integer> {
    @Option(names = "--seeds", defaultValue = "3", description = "Number of seeds (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--first-seed", defaultValue = "1", description = "First seed (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(
            names = "--budget",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "CPU time of each selection (default: ${DEFAULT-VALUE}).")
    private long budget;

    @Option(
            names = "--window",
            defaultValue = "600",
            paramLabel = "ROWS",
            description = "Rows of each target to adapt to; all 600 rows are scored (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of scores to write.")
    private Path out;

    @Mixin
    private CaseFilter only;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (window < 2) {
            throw new ParameterException(spec.commandLine(), "--window: expected 2 rows or more, got " + window);
        }
        PrintWriter console = spec.commandLine().getOut();
        SuiteScores sheet = new SuiteScores();
        SyntheticSuite suites =
                new SyntheticSuite(Learners.create(), Duration.ofSeconds(budget), window, sheet, console);
        for (long seed = first; seed < first + seeds; seed++) {
            for (SyntheticTask suite : only.select(SyntheticTasks.all(seed), SyntheticTask::name)) {
                suites.run(suite, seed);
                sheet.write(out);
            }
        }
        sheet.print(console);
        suites.print(console);
        return 0;
    }
}
