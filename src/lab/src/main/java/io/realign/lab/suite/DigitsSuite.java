package io.realign.lab.suite;

import io.realign.cli.model.ConfusionMatrix;
import io.realign.cli.model.LabelledTables;
import io.realign.cli.model.Learners;
import io.realign.cli.rows.DataFile;
import io.realign.lab.image.MnistM;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.selection.Recipes;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSchedule;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Adapts from labelled digits on black to unlabelled digits on coloured background, each recipe from the same weights. */
final class DigitsSuite {
    private static final String SUITE = "digits";
    private static final String BLACK = "black";
    private static final String COLOURED = "coloured";
    private static final String SOURCE_ONLY = "source-only";

    /** Target rows enter the batch statistics only, not the loss. */
    private static final String OWN_STATISTICS = "own statistics";

    private static final double NANOS = 1e9;

    /** Seed offset of the test backgrounds. */
    private static final long TEST = 1_000_003;

    private final Learners learners;
    private final NormMode norm;
    private final TrainingSchedule pace;
    private final SuiteScores scores;
    private final PrintWriter console;

    /** @param norm of the network */
    DigitsSuite(Learners learners, NormMode norm, int steps, SuiteScores scores, PrintWriter console) {
        this.learners = learners;
        this.norm = norm;
        this.pace = TrainingSchedule.IMAGES.withSteps(steps);
        this.scores = scores;
        this.console = console;
    }

    /**
     * Trains and scores.
     *
     * @param digits training digits
     * @param others digits for the target; their labels are ignored
     * @param test test digits
     */
    void run(DataFile digits, DataFile others, DataFile test, MnistM ground, TrainingListener progress, long seed) {
        DataFile black = digits.asRgb();
        LabelledTables tables = LabelledTables.split(List.of(BLACK), List.of(black), black.labels());
        float[][] target = ground.generate(others, seed).features();
        NetSpec spec = NetSpec.image(black.labels().size(), norm);
        TestSets testSet = new TestSets(seed, test.asRgb(), ground.generate(test, seed + TEST), black.labels());

        Candidate version1 = timed(SOURCE_ONLY, () -> learners.trainer()
                .trainBase(tables.training(), spec, Recipes.SOURCE_ONLY.withSchedule(pace), seed, progress));
        testSet.score(SOURCE_ONLY, version1, false);
        Candidate untrained = learners.trainer()
                .trainBase(
                        tables.training(), spec, Recipes.SOURCE_ONLY.withSchedule(pace.withSteps(0)), seed, progress);
        for (Recipe recipe : List.of(Recipes.SOURCE_ONLY, Recipes.DANN_1, Recipes.DANN_ENTROPY)) {
            String name = recipe.equals(Recipes.SOURCE_ONLY) ? OWN_STATISTICS : recipe.name();
            Candidate candidate = timed(
                    name, () -> learners.adapt(untrained, tables, target, recipe.withSchedule(pace), seed, progress));
            testSet.score(name, candidate, true);
        }
    }

    private Candidate timed(String name, Supplier<Candidate> training) {
        long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        Candidate candidate = training.get();
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun) / NANOS;
        console.printf(Locale.ROOT, "%s: %d steps, %.0f s of CPU time%n", name, candidate.steps(), seconds);
        return candidate;
    }

    /** Test digits on both backgrounds. Their labels serve to score only. */
    private final class TestSets {
        private final long seed;
        private final float[][] black;
        private final float[][] coloured;
        private final int[] truth;

        TestSets(long seed, DataFile black, DataFile coloured, List<String> labels) {
            this.seed = seed;
            this.black = black.features();
            this.coloured = coloured.features();
            this.truth = black.classIndices(labels);
        }

        /** @param adapted whether the model has statistics of the target domain */
        void score(String name, Candidate model, boolean adapted) {
            score(name, model, BLACK, black, false);
            score(name, model, COLOURED, coloured, adapted);
        }

        private void score(String name, Candidate model, String target, float[][] rows, boolean adapted) {
            float[][] answers = learners.trainer()
                    .predict(model.checkpoint(), rows, adapted)
                    .probabilities();
            SuiteScore score = new SuiteScore(
                    SUITE,
                    "%s, norm %s"
                            .formatted(BLACK + " -> " + COLOURED, norm.name().toLowerCase(Locale.ROOT)),
                    name,
                    seed,
                    target,
                    ConfusionMatrix.accuracy(answers, truth));
            scores.add(score);
            console.println(score.toCsv());
        }
    }
}
