package io.realign.cli.learn;

import io.realign.adaptation.ShiftCase;
import io.realign.cli.suites.Suite;
import io.realign.learning.portfolio.Choice;
import io.realign.learning.portfolio.Kind;
import io.realign.learning.portfolio.Recipes;
import io.realign.learning.portfolio.Trial;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Progress;
import io.realign.learning.training.Recipe;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Shifts of known kinds: whether their kind is named, and whether what the portfolio chooses is ever worse than the source
 * alone. Where several targets come one after the other, the chosen model is carried along.
 */
final class SyntheticSuite {
    private static final String SUITE = "synthetic";
    private static final String SOURCE_ONLY = "source-only";
    private static final String CHOSEN = "chosen by the gate";

    /** What came of one target. */
    private record Outcome(
            Suite suite, long seed, String target, ShiftCase named, String chosen, double sourceOnly, double accuracy) {
        double difference() {
            return 100 * (accuracy - sourceOnly);
        }

        boolean asExpected() {
            return named == suite.expected();
        }
    }

    private final Laboratory laboratory;
    private final Duration budget;
    private final int window;
    private final ScoreSheet sheet;
    private final PrintWriter console;
    private final List<Outcome> outcomes = new ArrayList<>();

    /** @param window of each target the first so many rows are adapted to */
    SyntheticSuite(Laboratory laboratory, Duration budget, int window, ScoreSheet sheet, PrintWriter console) {
        this.laboratory = laboratory;
        this.budget = budget;
        this.window = window;
        this.sheet = sheet;
        this.console = console;
    }

    /** @param seed of the training; the suite has its own rows from it */
    void run(Suite suite, long seed) {
        Tables tables = Tables.of(suite);
        Candidate version1 =
                laboratory.start(tables.training(), List.of(tables.training().width()), seed, Progress.NONE);
        Candidate live = version1;
        for (int i = 0; i < suite.targets().size(); i++) {
            String target = suite.targets().get(i).name();
            float[][] rows =
                    Stream.of(suite.targets().get(i).rows()).limit(window).toArray(float[][]::new);
            Choice choice = laboratory.choose(live, tables, rows, seed, budget, Progress.NONE);
            live = choice.chosen().map(Trial::candidate).orElse(live);
            double sourceOnly = score(suite, i, seed, SOURCE_ONLY, version1);
            for (Recipe recipe : recipes()) {
                score(
                        suite,
                        i,
                        seed,
                        recipe.name(),
                        laboratory.adapted(version1, tables, rows, recipe, seed, Progress.NONE));
            }
            double accuracy = score(suite, i, seed, CHOSEN, live);
            Outcome outcome = new Outcome(
                    suite,
                    seed,
                    target,
                    choice.named().shiftCase(),
                    choice.chosen().map(trial -> trial.recipe().name()).orElse("the incumbent"),
                    sourceOnly,
                    accuracy);
            outcomes.add(outcome);
            console.printf(
                    Locale.ROOT,
                    "%s, seed %d, %s: %s named, %s chosen, %.1f %%, source-only %.1f %%%n",
                    suite.name(),
                    seed,
                    target,
                    outcome.named(),
                    outcome.chosen(),
                    100 * accuracy,
                    100 * sourceOnly);
            console.flush();
        }
    }

    /** All that may be tried on dense tables, whatever kind of shift is named. */
    private static List<Recipe> recipes() {
        return Stream.of(ShiftCase.values())
                .flatMap(shift -> Recipes.portfolio(shift, Kind.DENSE).stream())
                .distinct()
                .toList();
    }

    private double score(Suite suite, int target, long seed, String name, Candidate model) {
        double accuracy = laboratory.accuracy(model, suite, target);
        sheet.add(new Score(
                SUITE, suite.name(), name, seed, suite.targets().get(target).name(), accuracy));
        return accuracy;
    }

    /** For each kind of suite how often its case was named, and how far the choice fell below the source alone at worst. */
    void print(PrintWriter out) {
        out.println();
        out.printf(
                "| %-10s | %-15s | %-12s | %-24s | %s%n",
                "suite", "expected", "named so", "chosen - source-only", "worst at");
        for (String name : outcomes.stream()
                .map(outcome -> outcome.suite().name())
                .distinct()
                .toList()) {
            List<Outcome> own = outcomes.stream()
                    .filter(outcome -> outcome.suite().name().equals(name))
                    .toList();
            Outcome worst = own.stream()
                    .min((a, b) -> Double.compare(a.difference(), b.difference()))
                    .orElseThrow();
            out.printf(
                    Locale.ROOT,
                    "| %-10s | %-15s | %4d of %4d | mean %+5.1f, least %+5.1f | seed %d, %s, %s%n",
                    name,
                    worst.suite().expected(),
                    own.stream().filter(Outcome::asExpected).count(),
                    own.size(),
                    own.stream().mapToDouble(Outcome::difference).average().orElse(0),
                    worst.difference(),
                    worst.seed(),
                    worst.target(),
                    worst.chosen());
        }
        out.flush();
    }
}
