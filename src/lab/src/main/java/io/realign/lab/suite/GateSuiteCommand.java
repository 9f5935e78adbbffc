package io.realign.lab.suite;

import io.realign.cli.model.Learners;
import io.realign.lab.command.CaseFilter;
import io.realign.lab.task.SyntheticTask;
import io.realign.lab.task.SyntheticTasks;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures what the gate lets through. */
@Command(
        name = "gate",
        description = {
            "Measures which candidates each gate accepts on synthetic shifts, including harsh ones.",
            "Windows have 600 and 128 rows. Prints how many accepted candidates are more than 2 points below the serving",
            "model, and the gain that each gate forgoes."
        },
        mixinStandardHelpOptions = true)
final class GateSuiteCommand implements Callable<Integer> {
    private static final List<Integer> WINDOWS = List.of(600, 128);

    @Option(names = "--seeds", defaultValue = "3", description = "Number of seeds (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--first-seed", defaultValue = "1", description = "First seed (default: ${DEFAULT-VALUE}).")
    private long first;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of candidates to write.")
    private Path out;

    @Mixin
    private CaseFilter only;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        GateSuite study = new GateSuite(Learners.create(), console);
        for (long seed = first; seed < first + seeds; seed++) {
            List<SyntheticTask> suites = Stream.of(SyntheticTasks.all(seed), SyntheticTasks.harsh(seed))
                    .flatMap(List::stream)
                    .toList();
            for (int window : WINDOWS) {
                for (SyntheticTask suite : only.select(suites, SyntheticTask::name)) {
                    study.run(suite, window, seed);
                    study.write(out);
                }
            }
        }
        study.print(console);
        return 0;
    }
}
