package io.realign.lab.suite;

import io.realign.adaptation.ShiftType;
import io.realign.cli.model.LabelledTables;
import io.realign.cli.model.Learners;
import io.realign.lab.task.SyntheticTask;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.DataKind;
import io.realign.learning.selection.Recipes;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures whether shifts are diagnosed and whether the selected model is worse than the base model. With several targets in
 * sequence, each starts from the model selected before.
 */
final class SyntheticSuite {
    private static final String SUITE = "synthetic";
    private static final String SOURCE_ONLY = "source-only";
    private static final String CHOSEN = "chosen by the gate";

    /** The result on one target. */
    private record TargetOutcome(
            SyntheticTask task,
            long seed,
            String target,
            ShiftType diagnosed,
            String chosen,
            double sourceOnly,
            double accuracy) {
        double difference() {
            return 100 * (accuracy - sourceOnly);
        }

        boolean asExpected() {
            return diagnosed == task.expectedShift();
        }
    }

    private final Learners learners;
    private final Duration budget;
    private final int window;
    private final SuiteScores scores;
    private final PrintWriter console;
    private final List<TargetOutcome> outcomes = new ArrayList<>();

    /** @param window number of leading rows of each target to adapt to */
    SyntheticSuite(Learners learners, Duration budget, int window, SuiteScores scores, PrintWriter console) {
        this.learners = learners;
        this.budget = budget;
        this.window = window;
        this.scores = scores;
        this.console = console;
    }

    /** @param seed random seed of the training */
    void run(SyntheticTask suite, long seed) {
        LabelledTables tables = suite.tables();
        Candidate version1 = learners.trainBaseModel(
                tables.training(), List.of(tables.training().width()), seed, TrainingListener.NONE);
        Candidate live = version1;
        for (int i = 0; i < suite.targets().size(); i++) {
            String target = suite.targets().get(i).name();
            float[][] rows =
                    Stream.of(suite.targets().get(i).rows()).limit(window).toArray(float[][]::new);
            SelectionResult choice = learners.selectModel(live, tables, rows, seed, budget, TrainingListener.NONE);
            live = choice.selected().map(CandidateEvaluation::candidate).orElse(live);
            double sourceOnly = score(suite, i, seed, SOURCE_ONLY, version1);
            for (Recipe recipe : recipes()) {
                score(
                        suite,
                        i,
                        seed,
                        recipe.name(),
                        learners.adapt(version1, tables, rows, recipe, seed, TrainingListener.NONE));
            }
            double accuracy = score(suite, i, seed, CHOSEN, live);
            TargetOutcome outcome = new TargetOutcome(
                    suite,
                    seed,
                    target,
                    choice.shift().shiftCase(),
                    choice.selected().map(trial -> trial.recipe().name()).orElse("the serving model"),
                    sourceOnly,
                    accuracy);
            outcomes.add(outcome);
            console.printf(
                    Locale.ROOT,
                    "%s, seed %d, %s: %s diagnosed, %s chosen, %.1f %%, source-only %.1f %%%n",
                    suite.name(),
                    seed,
                    target,
                    outcome.diagnosed(),
                    outcome.chosen(),
                    100 * accuracy,
                    100 * sourceOnly);
        }
    }

    /** All recipes for dense tables, for any diagnosed shift. */
    private static List<Recipe> recipes() {
        return Stream.of(ShiftType.values())
                .flatMap(shift -> Recipes.candidatesFor(shift, DataKind.DENSE).stream())
                .distinct()
                .toList();
    }

    private double score(SyntheticTask suite, int target, long seed, String name, Candidate model) {
        double accuracy = suite.accuracy(learners, model, target);
        scores.add(new SuiteScore(
                SUITE, suite.name(), name, seed, suite.targets().get(target).name(), accuracy));
        return accuracy;
    }

    /** Prints for each task how often its shift was diagnosed, and the worst loss against the base model. */
    void print(PrintWriter out) {
        out.println();
        out.printf(
                "| %-10s | %-15s | %-12s | %-24s | %s%n",
                "task", "expected", "diagnosed", "chosen - source-only", "worst at");
        for (String name : outcomes.stream()
                .map(outcome -> outcome.task().name())
                .distinct()
                .toList()) {
            List<TargetOutcome> own = outcomes.stream()
                    .filter(outcome -> outcome.task().name().equals(name))
                    .toList();
            TargetOutcome worst = own.stream()
                    .min((a, b) -> Double.compare(a.difference(), b.difference()))
                    .orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "| %-10s | %-15s | %4d of %4d | mean %+5.1f, least %+5.1f | seed %d, %s, %s%n",
                    name,
                    worst.task().expectedShift(),
                    own.stream().filter(TargetOutcome::asExpected).count(),
                    own.size(),
                    own.stream()
                            .mapToDouble(TargetOutcome::difference)
                            .average()
                            .orElse(0),
                    worst.difference(),
                    worst.seed(),
                    worst.target(),
                    worst.chosen());
        }
    }
}
