package io.realign.lab.suite;

import io.realign.cli.model.LabelledTables;
import io.realign.cli.model.Learners;
import io.realign.lab.task.SyntheticTask;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.Recipes;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainingListener;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Evaluates every candidate on every target: which candidates do harm, and which gates accept them. With several targets in
 * sequence, each starts from the model that the selector released before.
 */
final class GateSuite {
    private static final Map<String, Predicate<CandidateOutcome>> GATES = gates();

    /** Exceeds the time of all candidates. */
    private static final Duration BUDGET = Duration.ofMinutes(5);

    private final Learners learners;
    private final PrintWriter console;
    private final List<CandidateOutcome> candidates = new ArrayList<>();
    private final List<CandidateOutcome> released = new ArrayList<>();

    GateSuite(Learners learners, PrintWriter console) {
        this.learners = learners;
        this.console = console;
    }

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

    /** Recipes without training first. */
    private static List<Recipe> recipes() {
        return Recipes.all().stream()
                .filter(recipe -> !recipe.equals(Recipes.DANN_ENTROPY))
                .sorted(Comparator.comparing(recipe -> recipe.schedule().steps() > 0))
                .toList();
    }

    /**
     * Evaluates all candidates on a task.
     *
     * @param window rows of each target to adapt to; all rows are scored
     */
    void run(SyntheticTask suite, int window, long seed) {
        LabelledTables tables = suite.tables();
        Candidate live = learners.trainBaseModel(
                tables.training(), List.of(tables.training().width()), seed, TrainingListener.NONE);
        for (int i = 0; i < suite.targets().size(); i++) {
            float[][] rows =
                    Stream.of(suite.targets().get(i).rows()).limit(window).toArray(float[][]::new);
            double before = 100 * suite.accuracy(learners, live, i);
            List<CandidateEvaluation> evaluations = learners.evaluateCandidates(live, tables, rows, seed, recipes());
            String run = String.join(
                    ",",
                    suite.name(),
                    Integer.toString(window),
                    Long.toString(seed),
                    suite.targets().get(i).name());
            for (CandidateEvaluation evaluation : evaluations) {
                candidates.add(CandidateOutcome.of(
                        run, evaluation, 100 * suite.accuracy(learners, evaluation.candidate(), i) - before));
            }
            Optional<CandidateEvaluation> chosen = learners.selectModel(
                            live, tables, rows, seed, BUDGET, TrainingListener.NONE)
                    .selected();
            if (chosen.isPresent()) {
                live = chosen.get().candidate();
                released.add(CandidateOutcome.of(run, chosen.get(), 100 * suite.accuracy(learners, live, i) - before));
            }
            console.printf(
                    Locale.ROOT,
                    "%s: %d candidates, %d accepted, %s%n",
                    run,
                    evaluations.size(),
                    evaluations.stream()
                            .filter(evaluation -> evaluation.verdict().accepted())
                            .count(),
                    chosen.map(evaluation -> evaluation.recipe().name() + " released")
                            .orElse("none released"));
        }
    }

    void write(Path file) {
        try {
            Files.write(
                    file,
                    Stream.concat(
                                    Stream.of(CandidateOutcome.HEADER),
                                    candidates.stream().map(CandidateOutcome::toCsv))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    /**
     * Prints what each gate accepts: of all candidates, and of the releases, which are the accepted candidates with the best
     * score per target. The last line is the actual release of the selector, which trains the recipes of the diagnosed shift
     * only.
     */
    void print(PrintWriter out) {
        print(out, "candidates", candidates);
        Collection<List<CandidateOutcome>> runs = candidates.stream()
                .collect(Collectors.groupingBy(CandidateOutcome::run))
                .values();
        out.println();
        heading(out, "releases");
        GATES.forEach((name, gate) -> {
            List<CandidateOutcome> best = runs.stream()
                    .flatMap(run ->
                            run.stream().filter(gate).max(Comparator.comparingDouble(CandidateOutcome::score)).stream())
                    .toList();
            line(out, name, best, runs.size());
        });
        line(out, "as released", released, runs.size());
    }

    private static void print(PrintWriter out, String what, List<CandidateOutcome> all) {
        out.println();
        heading(out, what);
        GATES.forEach((name, gate) -> line(out, name, all.stream().filter(gate).toList(), all.size()));
    }

    private static void heading(PrintWriter out, String what) {
        out.printf(
                "| %-31s | %-12s | %-16s | %-8s | %-8s | %s%n",
                what, "accepted", "harmful", "worst", "mean", "gain over all");
    }

    private static void line(PrintWriter out, String name, List<CandidateOutcome> accepted, int all) {
        long harmful = accepted.stream().filter(CandidateOutcome::harmful).count();
        double sum = accepted.stream().mapToDouble(CandidateOutcome::gain).sum();
        out.printf(
                Locale.ROOT,
                "| %-31s | %4d of %4d | %4d (%4.1f %%)    | %+8.1f | %+8.2f | %+.2f%n",
                name,
                accepted.size(),
                all,
                harmful,
                accepted.isEmpty() ? 0 : 100.0 * harmful / accepted.size(),
                accepted.stream().mapToDouble(CandidateOutcome::gain).min().orElse(0),
                accepted.isEmpty() ? 0 : sum / accepted.size(),
                all == 0 ? 0 : sum / all);
    }
}
