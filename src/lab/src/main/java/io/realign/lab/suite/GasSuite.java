package io.realign.lab.suite;

import io.realign.cli.model.ConfusionMatrix;
import io.realign.cli.model.LabelledTables;
import io.realign.cli.model.Learners;
import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.GasBatches;
import io.realign.cli.rows.LabelledRow;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.Recipes;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainingListener;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Trains on early batches of ageing sensors and tests on later ones. */
final class GasSuite {
    private static final String SUITE = "gas";
    private static final String FIRST = "batch 1 -> K";
    private static final String WALK = "walk in time";
    private static final String EARLIER = "earlier batches labelled -> K";
    private static final String SOURCE_ONLY = "source-only";
    private static final String STATIC = "static";
    private static final String CHOSEN = "chosen by the gate";

    private final Learners learners;
    private final Duration budget;
    private final SuiteScores scores;
    private final PrintWriter console;

    GasSuite(Learners learners, Duration budget, SuiteScores scores, PrintWriter console) {
        this.learners = learners;
        this.budget = budget;
        this.scores = scores;
        this.console = console;
    }

    void run(GasBatches gas, long seed) {
        List<DataFile> batches = gas.batches().stream()
                .map(rows -> new DataFile(List.of(), List.of(gas.features()), false, rows, Optional.empty()))
                .toList();
        first(batches, gas.labels(), seed);
        walk(batches, gas.labels(), seed);
        earlier(batches, gas.labels(), seed);
    }

    private void first(List<DataFile> batches, List<String> labels, long seed) {
        LabelledTables tables = LabelledTables.split(List.of("batch1"), batches.subList(0, 1), labels);
        Candidate version1 = start(tables, seed);
        for (int k = 1; k < batches.size(); k++) {
            TestBatch testSet = new TestBatch(FIRST, seed, k + 1, batches.get(k), labels);
            testSet.score(SOURCE_ONLY, version1);
            for (Recipe recipe : Recipes.all()) {
                if (recipe.schedule().inputNoise() > 0) {
                    testSet.score(
                            recipe.name(),
                            learners.adapt(version1, tables, testSet.rows(), recipe, seed, TrainingListener.NONE));
                }
            }
            testSet.score(CHOSEN, choose(version1, tables, testSet));
        }
    }

    private void walk(List<DataFile> batches, List<String> labels, long seed) {
        LabelledTables tables = LabelledTables.split(List.of("batch1"), batches.subList(0, 1), labels);
        Candidate version1 = start(tables, seed);
        Candidate live = version1;
        for (int k = 1; k < batches.size(); k++) {
            TestBatch testSet = new TestBatch(WALK, seed, k + 1, batches.get(k), labels);
            testSet.score(
                    STATIC,
                    learners.adapt(
                            version1, tables, testSet.rows(), Recipes.RESTANDARDISED, seed, TrainingListener.NONE));
            live = choose(live, tables, testSet);
            testSet.score(CHOSEN, live);
        }
    }

    private void earlier(List<DataFile> batches, List<String> labels, long seed) {
        for (int k = 1; k < batches.size(); k++) {
            List<String> names =
                    IntStream.rangeClosed(1, k).mapToObj(i -> "batch" + i).toList();
            LabelledTables tables = LabelledTables.split(names, batches.subList(0, k), labels);
            Candidate pooled = start(tables, seed);
            TestBatch testSet = new TestBatch(EARLIER, seed, k + 1, batches.get(k), labels);
            testSet.score(SOURCE_ONLY, pooled);
            testSet.score(
                    Recipes.RESTANDARDISED.name(),
                    learners.adapt(
                            pooled, tables, testSet.rows(), Recipes.RESTANDARDISED, seed, TrainingListener.NONE));
            testSet.score(CHOSEN, choose(pooled, tables, testSet));
        }
    }

    private Candidate start(LabelledTables tables, long seed) {
        return learners.trainBaseModel(
                tables.training(), List.of(tables.training().width()), seed, TrainingListener.NONE);
    }

    private Candidate choose(Candidate serving, LabelledTables tables, TestBatch testSet) {
        SelectionResult choice =
                learners.selectModel(serving, tables, testSet.rows(), testSet.seed(), budget, TrainingListener.NONE);
        console.printf(
                "%s, seed %d, batch %d: %s, %s chosen%n",
                testSet.protocol(),
                testSet.seed(),
                testSet.batch(),
                choice.shift().shiftCase(),
                choice.selected().map(trial -> trial.recipe().name()).orElse("the serving model"));
        return choice.selected().map(CandidateEvaluation::candidate).orElse(serving);
    }

    /** A test batch. Its labels serve to score only. */
    private final class TestBatch {
        private final String protocol;
        private final long seed;
        private final int batch;
        private final float[][] rows;
        private final int[] truth;

        TestBatch(String protocol, long seed, int batch, DataFile file, List<String> labels) {
            this.protocol = protocol;
            this.seed = seed;
            this.batch = batch;
            this.rows = file.rows().stream().map(LabelledRow::features).toArray(float[][]::new);
            this.truth = file.classIndices(labels);
        }

        String protocol() {
            return protocol;
        }

        long seed() {
            return seed;
        }

        int batch() {
            return batch;
        }

        float[][] rows() {
            return rows;
        }

        void score(String name, Candidate model) {
            float[][] answers =
                    learners.trainer().predict(model.checkpoint(), rows, true).probabilities();
            scores.add(new SuiteScore(
                    SUITE, protocol, name, seed, "batch" + batch, ConfusionMatrix.accuracy(answers, truth)));
        }
    }
}
