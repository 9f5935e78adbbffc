package io.realign.lab.suite;

import io.realign.cli.model.ModelTraining;
import io.realign.cli.model.SourceSplit;
import io.realign.lab.command.CaseFilter;
import io.realign.lab.task.SyntheticTask;
import io.realign.lab.task.SyntheticTasks;
import io.realign.lab.task.TargetTable;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.Recipes;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Evaluates every candidate on every target: which candidates do harm, and which gates accept them. With several targets in
 * sequence, the candidates of each target start from the model selected on the previous target.
 */
@Command(
        name = "gate",
        description = {
            "Measures which candidates each gate accepts on synthetic shifts, including severe ones.",
            "Windows have 600 and 128 rows. Prints for each gate how many accepted candidates are harmful (more than 2",
            "points below the serving model), and the mean gain, where a rejected candidate counts as 0."
        })
final class GateSuiteCommand implements Callable<Integer> {
    private static final List<Integer> WINDOWS = List.of(600, 128);
    private static final Map<String, Predicate<CandidateOutcome>> GATES = gates();

    /** More CPU time than all candidates take. */
    private static final Duration BUDGET = Duration.ofMinutes(5);

    @Option(names = "--seeds", defaultValue = "3", description = "Number of seeds (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--first-seed", defaultValue = "1", description = "First seed (default: ${DEFAULT-VALUE}).")
    private long firstSeed;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of candidates to write.")
    private Path out;

    @Mixin
    private CaseFilter caseFilter;

    @Spec
    private CommandSpec spec;

    private final List<CandidateOutcome> candidates = new ArrayList<>();
    private final List<CandidateOutcome> released = new ArrayList<>();

    private static Map<String, Predicate<CandidateOutcome>> gates() {
        Map<String, Predicate<CandidateOutcome>> gates = new LinkedHashMap<>();
        gates.put("always accept", candidate -> true);
        for (String check : List.of(
                "source hold-out",
                "agreement",
                "class shares",
                "density",
                "likelihood",
                "agreement with the LDA ensemble",
                "trust region",
                "consensus")) {
            gates.put(check, candidate -> candidate.passes(check));
        }
        gates.put("either gate", CandidateOutcome::accepted);
        return gates;
    }

    @Override
    public Integer call() {
        ModelTraining training = ModelTraining.create();
        for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
            List<SyntheticTask> tasks = Stream.of(SyntheticTasks.all(seed), SyntheticTasks.severe(seed))
                    .flatMap(List::stream)
                    .toList();
            for (int window : WINDOWS) {
                for (SyntheticTask task : caseFilter.select(tasks, SyntheticTask::name)) {
                    evaluate(training, task, window, seed);
                    SuiteAccuracies.writeLines(
                            out, CandidateOutcome.HEADER, candidates.stream().map(CandidateOutcome::toCsv));
                }
            }
        }
        print();
        return 0;
    }

    /** Adapts to the first {@code window} rows of each target; the accuracy is measured on all rows. */
    private void evaluate(ModelTraining training, SyntheticTask task, int window, long seed) {
        SourceSplit split = task.sourceSplit();
        TrainedModel serving = task.trainBaseModel(training, seed);
        for (TargetTable target : task.targets()) {
            float[][] rows = target.firstRows(window);
            double servingAccuracy = 100 * target.accuracy(training, serving);
            List<CandidateEvaluation> evaluations = training.evaluateCandidates(serving, split, rows, seed, recipes());
            String run = String.join(",", task.name(), Integer.toString(window), Long.toString(seed), target.name());
            for (CandidateEvaluation evaluation : evaluations) {
                double gain = 100 * target.accuracy(training, evaluation.candidate()) - servingAccuracy;
                candidates.add(CandidateOutcome.of(run, evaluation, gain));
            }
            Optional<CandidateEvaluation> selected = training.selectModel(
                            serving, split, rows, seed, BUDGET, TrainingListener.NONE)
                    .selected();
            if (selected.isPresent()) {
                serving = selected.get().candidate();
                double gain = 100 * target.accuracy(training, serving) - servingAccuracy;
                released.add(CandidateOutcome.of(run, selected.get(), gain));
            }
            console()
                    .printf(
                            Locale.ROOT,
                            "%s: %d candidates, %d accepted, %s%n",
                            run,
                            evaluations.size(),
                            evaluations.stream()
                                    .filter(evaluation ->
                                            evaluation.decidingGateResult().accepted())
                                    .count(),
                            selected.map(evaluation -> evaluation.recipe().name() + " released")
                                    .orElse("none released"));
        }
    }

    /** Returns all recipes except the one for images; those without training steps come first. */
    private static List<Recipe> recipes() {
        return Recipes.all().stream()
                .filter(recipe -> !recipe.equals(Recipes.DANN_ENTROPY))
                .sorted(Comparator.comparing(recipe -> recipe.schedule().steps() > 0))
                .toList();
    }

    /**
     * Prints two tables: the candidates that each gate accepts, and the releases of each gate. The release of a run is the
     * accepted candidate with the best score. The last line shows the actual releases of the selector, which trains only the
     * recipes for the classified type of shift.
     */
    private void print() {
        printHeading("candidates");
        GATES.forEach(
                (name, gate) -> printLine(name, candidates.stream().filter(gate).toList(), candidates.size()));
        Collection<List<CandidateOutcome>> runs = candidates.stream()
                .collect(Collectors.groupingBy(CandidateOutcome::run))
                .values();
        printHeading("releases");
        GATES.forEach((name, gate) -> {
            List<CandidateOutcome> best = runs.stream()
                    .flatMap(run ->
                            run.stream().filter(gate).max(Comparator.comparingDouble(CandidateOutcome::score)).stream())
                    .toList();
            printLine(name, best, runs.size());
        });
        printLine("as released", released, runs.size());
    }

    private void printHeading(String rows) {
        console()
                .printf(
                        "%n| %-31s | %-12s | %-16s | %-8s | %-8s | %s%n",
                        rows, "accepted", "harmful", "worst", "mean", "gain over all");
    }

    private void printLine(String gate, List<CandidateOutcome> accepted, int all) {
        long harmful = accepted.stream().filter(CandidateOutcome::harmful).count();
        double sum = accepted.stream().mapToDouble(CandidateOutcome::gain).sum();
        console()
                .printf(
                        Locale.ROOT,
                        "| %-31s | %4d of %4d | %4d (%4.1f %%)    | %+8.1f | %+8.2f | %+.2f%n",
                        gate,
                        accepted.size(),
                        all,
                        harmful,
                        accepted.isEmpty() ? 0 : 100.0 * harmful / accepted.size(),
                        accepted.stream()
                                .mapToDouble(CandidateOutcome::gain)
                                .min()
                                .orElse(0),
                        accepted.isEmpty() ? 0 : sum / accepted.size(),
                        all == 0 ? 0 : sum / all);
    }

    private PrintWriter console() {
        return spec.commandLine().getOut();
    }
}
