package io.realign.lab.suite;

import io.realign.adaptation.ShiftType;
import io.realign.cli.model.ModelTraining;
import io.realign.cli.model.SourceSplit;
import io.realign.lab.command.CaseFilter;
import io.realign.lab.task.SyntheticTask;
import io.realign.lab.task.SyntheticTasks;
import io.realign.lab.task.TargetTable;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.DataKind;
import io.realign.learning.selection.Recipes;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures whether shifts are classified correctly and whether the selected model is worse than the base model. With several
 * targets in sequence, each selection starts from the model selected on the previous target.
 */
@Command(
        name = "synthetic",
        description = {
            "Measures the learner on synthetic shifts: none, covariate, label, covariate and label, gradual rotation,"
                    + " outlier source.",
            "Prints accuracies in percent, how often each shift was classified correctly, and the largest drop in accuracy",
            "of the selected model relative to the base model (source-only)."
        })
final class SyntheticSuiteCommand implements Callable<Integer> {
    @Option(names = "--seeds", defaultValue = "3", description = "Number of seeds (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--first-seed", defaultValue = "1", description = "First seed (default: ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Option(
            names = "--budget",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "CPU time after which a selection starts no further candidate (default: ${DEFAULT-VALUE}).")
    private long budget;

    @Option(
            names = "--window",
            defaultValue = "600",
            paramLabel = "ROWS",
            description =
                    "Number of the 600 target rows used for adaptation; all of them measure accuracy (default: ${DEFAULT-VALUE}).")
    private int window;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of accuracies to write.")
    private Path out;

    @Mixin
    private CaseFilter caseFilter;

    @Spec
    private CommandSpec spec;

    private final SuiteAccuracies accuracies = new SuiteAccuracies("synthetic");
    private final List<TargetOutcome> outcomes = new ArrayList<>();

    /** The result on one target. */
    private record TargetOutcome(
            SyntheticTask task,
            long seed,
            String target,
            ShiftType classified,
            String selected,
            double sourceOnly,
            double accuracy) {
        double gain() {
            return 100 * (accuracy - sourceOnly);
        }
    }

    @Override
    public Integer call() {
        if (window < 2) {
            throw new ParameterException(spec.commandLine(), "--window: expected 2 rows or more, got " + window);
        }
        PrintWriter console = spec.commandLine().getOut();
        ModelTraining training = ModelTraining.create();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            for (SyntheticTask task : caseFilter.select(SyntheticTasks.all(seed), SyntheticTask::name)) {
                evaluate(training, task, seed, console);
                accuracies.write(out);
            }
        }
        accuracies.print(console);
        print(console);
        return 0;
    }

    private void evaluate(ModelTraining training, SyntheticTask task, long seed, PrintWriter console) {
        SourceSplit split = task.sourceSplit();
        TrainedModel base = task.trainBaseModel(training, seed);
        TrainedModel serving = base;
        for (TargetTable target : task.targets()) {
            float[][] rows = target.firstRows(window);
            SelectionResult result =
                    training.selectModel(serving, split, rows, seed, Duration.ofSeconds(budget), TrainingListener.NONE);
            serving = result.selected().map(CandidateEvaluation::candidate).orElse(serving);
            double sourceOnly = target.accuracy(training, base);
            accuracies.addLine(task.name(), "source-only", seed, target.name(), sourceOnly);
            for (Recipe recipe : recipes()) {
                TrainedModel candidate = training.adapt(base, split, rows, recipe, seed, TrainingListener.NONE);
                accuracies.addLine(
                        task.name(), recipe.name(), seed, target.name(), target.accuracy(training, candidate));
            }
            double accuracy = target.accuracy(training, serving);
            accuracies.addLine(task.name(), "selected by the gate", seed, target.name(), accuracy);
            TargetOutcome outcome = new TargetOutcome(
                    task,
                    seed,
                    target.name(),
                    result.shift().shiftType(),
                    result.selected()
                            .map(candidate -> candidate.recipe().name())
                            .orElse("the serving model"),
                    sourceOnly,
                    accuracy);
            outcomes.add(outcome);
            console.printf(
                    Locale.ROOT,
                    "%s, seed %d, %s: classified as %s, %s selected, %.1f %%, source-only %.1f %%%n",
                    task.name(),
                    seed,
                    target.name(),
                    outcome.classified(),
                    outcome.selected(),
                    100 * accuracy,
                    100 * sourceOnly);
        }
    }

    /** All recipes for dense tables and any type of shift. */
    private static List<Recipe> recipes() {
        return Stream.of(ShiftType.values())
                .flatMap(shift -> Recipes.candidatesFor(shift, DataKind.DENSE).stream())
                .distinct()
                .toList();
    }

    /** Prints for each task how often its shift was classified correctly, and the gain over the base model: mean and minimum. */
    private void print(PrintWriter console) {
        console.printf(
                "%n| %-19s | %-15s | %-12s | %-24s | %s%n",
                "task", "expected", "classified", "selected - source-only", "worst at");
        Map<String, List<TargetOutcome>> byTask = outcomes.stream()
                .collect(Collectors.groupingBy(
                        outcome -> outcome.task().name(), LinkedHashMap::new, Collectors.toList()));
        byTask.forEach((name, ofTask) -> {
            ShiftType expected = ofTask.get(0).task().expectedShift();
            TargetOutcome worst = ofTask.stream()
                    .min(Comparator.comparingDouble(TargetOutcome::gain))
                    .orElseThrow();
            console.printf(
                    Locale.ROOT,
                    "| %-19s | %-15s | %4d of %4d | mean %+5.1f, min %+5.1f | seed %d, %s, %s%n",
                    name,
                    expected,
                    ofTask.stream()
                            .filter(outcome -> outcome.classified() == expected)
                            .count(),
                    ofTask.size(),
                    ofTask.stream().mapToDouble(TargetOutcome::gain).average().orElse(0),
                    worst.gain(),
                    worst.seed(),
                    worst.target(),
                    worst.selected());
        });
    }
}
