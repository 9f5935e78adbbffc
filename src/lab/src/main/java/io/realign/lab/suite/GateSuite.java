package io.realign.lab.suite;

import io.realign.cli.model.LabelledTables;
import io.realign.cli.model.Learners;
import io.realign.lab.task.SyntheticTask;
import io.realign.learning.portfolio.CandidateEvaluation;
import io.realign.learning.portfolio.Recipes;
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
 * Every candidate on every target, whatever kind of shift there is: which of them do harm, and which gate lets them through.
 * Where several targets come one after the other, what the portfolio releases is carried along.
 */
final class GateSuite {
    private static final Map<String, Predicate<CandidateOutcome>> GATES = gates();

    /** More than all candidates need. */
    private static final Duration BUDGET = Duration.ofMinutes(5);

    private final Learners laboratory;
    private final PrintWriter console;
    private final List<CandidateOutcome> candidates = new ArrayList<>();
    private final List<CandidateOutcome> released = new ArrayList<>();

    GateSuite(Learners laboratory, PrintWriter console) {
        this.laboratory = laboratory;
        this.console = console;
    }

    private static Map<String, Predicate<CandidateOutcome>> gates() {
        Map<String, Predicate<CandidateOutcome>> gates = new LinkedHashMap<>();
        gates.put("always accept", cell -> true);
        for (String vote : List.of(
                "source hold-out",
                "agreement",
                "class shares",
                "density",
                "likelihood",
                "agreement with the LDA ensemble",
                "trust region",
                "consensus")) {
            gates.put(vote, cell -> cell.passes(vote));
        }
        gates.put("either gate", CandidateOutcome::accepted);
        return gates;
    }

    /** Untrained ones first. */
    private static List<Recipe> recipes() {
        return Recipes.all().stream()
                .filter(recipe -> !recipe.equals(Recipes.DANN_ENTROPY))
                .sorted(Comparator.comparing(recipe -> recipe.schedule().steps() > 0))
                .toList();
    }

    /**
     * Tries all on a suite.
     *
     * @param window rows of each target that are adapted to; scored is on all of them
     */
    void run(SyntheticTask suite, int window, long seed) {
        LabelledTables tables = suite.tables();
        Candidate live = laboratory.trainBaseModel(
                tables.training(), List.of(tables.training().width()), seed, TrainingListener.NONE);
        for (int i = 0; i < suite.targets().size(); i++) {
            float[][] rows =
                    Stream.of(suite.targets().get(i).rows()).limit(window).toArray(float[][]::new);
            double before = 100 * suite.accuracy(laboratory, live, i);
            List<CandidateEvaluation> trials = laboratory.evaluateCandidates(live, tables, rows, seed, recipes());
            String episode = String.join(
                    ",",
                    suite.name(),
                    Integer.toString(window),
                    Long.toString(seed),
                    suite.targets().get(i).name());
            for (CandidateEvaluation trial : trials) {
                candidates.add(CandidateOutcome.of(
                        episode, trial, 100 * suite.accuracy(laboratory, trial.candidate(), i) - before));
            }
            Optional<CandidateEvaluation> chosen = laboratory
                    .selectModel(live, tables, rows, seed, BUDGET, TrainingListener.NONE)
                    .selected();
            if (chosen.isPresent()) {
                live = chosen.get().candidate();
                released.add(
                        CandidateOutcome.of(episode, chosen.get(), 100 * suite.accuracy(laboratory, live, i) - before));
            }
            console.printf(
                    Locale.ROOT,
                    "%s: %d candidates, %d accepted, %s%n",
                    episode,
                    trials.size(),
                    trials.stream().filter(trial -> trial.verdict().accepted()).count(),
                    chosen.map(trial -> trial.recipe().name() + " released").orElse("none released"));
            console.flush();
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
     * What each gate lets through, of all candidates and of those that would be released: of a target the accepted one with
     * the best score. At last what the portfolio releases, which tries only what becomes the kind of shift that it names.
     */
    void print(PrintWriter out) {
        print(out, "candidates", candidates);
        Collection<List<CandidateOutcome>> episodes = candidates.stream()
                .collect(Collectors.groupingBy(CandidateOutcome::run))
                .values();
        out.println();
        heading(out, "releases");
        GATES.forEach((name, gate) -> {
            List<CandidateOutcome> best = episodes.stream()
                    .flatMap(episode ->
                            episode.stream()
                                    .filter(gate)
                                    .max(Comparator.comparingDouble(CandidateOutcome::score))
                                    .stream())
                    .toList();
            line(out, name, best, episodes.size());
        });
        line(out, "as released", released, episodes.size());
        out.flush();
    }

    private static void print(PrintWriter out, String what, List<CandidateOutcome> all) {
        out.println();
        heading(out, what);
        GATES.forEach((name, gate) -> line(out, name, all.stream().filter(gate).toList(), all.size()));
    }

    private static void heading(PrintWriter out, String what) {
        out.printf(
                "| %-24s | %-12s | %-16s | %-8s | %-8s | %s%n",
                what, "accepted", "harmful", "worst", "mean", "gain over all");
    }

    private static void line(PrintWriter out, String name, List<CandidateOutcome> accepted, int all) {
        long harmful = accepted.stream().filter(CandidateOutcome::harmful).count();
        double sum = accepted.stream().mapToDouble(CandidateOutcome::gain).sum();
        out.printf(
                Locale.ROOT,
                "| %-24s | %4d of %4d | %4d (%4.1f %%)    | %+8.1f | %+8.2f | %+.2f%n",
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
