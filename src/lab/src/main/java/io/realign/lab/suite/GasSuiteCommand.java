package io.realign.lab.suite;

import io.realign.cli.model.ConfusionMatrix;
import io.realign.cli.model.ModelTraining;
import io.realign.cli.model.SourceSplit;
import io.realign.cli.rows.DataFile;
import io.realign.cli.rows.GasBatches;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.Recipes;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.TrainingListener;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains on early batches of the gas sensor data and tests on later batches. */
@Command(
        name = "gas",
        description = {
            "Measures the learner on all batches of the UCI gas sensor array drift data.",
            "Prints accuracies in percent, one table per protocol (which batches are labelled and tested)."
        })
final class GasSuiteCommand implements Callable<Integer> {
    private static final String FIRST = "batch 1 -> K";
    private static final String TIME_ORDER = "batches in time order";
    private static final String EARLIER = "earlier batches labelled -> K";
    private static final String SOURCE_ONLY = "source-only";
    private static final String STATIC = "static";
    private static final String SELECTED = "selected by the gate";

    @Option(names = "--data", required = true, description = "Directory with batch1.dat, batch2.dat, ...")
    private Path data;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            description = "Number of seeds, counted from 1 (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--budget",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "CPU time after which a selection starts no further candidate (default: ${DEFAULT-VALUE}).")
    private long budget;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of accuracies to write.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private final SuiteAccuracies accuracies = new SuiteAccuracies("gas");
    private ModelTraining training;

    @Override
    public Integer call() {
        training = ModelTraining.create();
        for (long seed = 1; seed <= seeds; seed++) {
            Experiment experiment = new Experiment(GasBatches.read(data, seed), seed);
            experiment.adaptFromFirstBatch();
            experiment.adaptSequentially();
            experiment.adaptFromEarlierBatches();
            accuracies.write(out);
        }
        accuracies.print(spec.commandLine().getOut());
        return 0;
    }

    /** The protocols for a random seed. Labels of a tested batch are used for evaluation only. */
    private final class Experiment {
        private final List<DataFile> batches;
        private final List<String> labels;
        private final long seed;

        Experiment(GasBatches gas, long seed) {
            this.batches = gas.batches().stream()
                    .map(rows -> DataFile.ofDenseRows(List.of(gas.features()), rows))
                    .toList();
            this.labels = gas.labels();
            this.seed = seed;
        }

        void adaptFromFirstBatch() {
            SourceSplit split = firstBatches(1);
            TrainedModel base = trainBaseModel(split);
            for (int batch = 2; batch <= batches.size(); batch++) {
                measure(FIRST, SOURCE_ONLY, batch, base);
                for (Recipe recipe : Recipes.all()) {
                    if (recipe.schedule().inputNoise() > 0) {
                        measure(FIRST, recipe.name(), batch, adapt(base, split, batch, recipe));
                    }
                }
                measure(FIRST, SELECTED, batch, select(FIRST, base, split, batch));
            }
        }

        /** Each selection starts from the model selected on the previous batch. */
        void adaptSequentially() {
            SourceSplit split = firstBatches(1);
            TrainedModel base = trainBaseModel(split);
            TrainedModel serving = base;
            for (int batch = 2; batch <= batches.size(); batch++) {
                measure(TIME_ORDER, STATIC, batch, adapt(base, split, batch, Recipes.RESTANDARDISED));
                serving = select(TIME_ORDER, serving, split, batch);
                measure(TIME_ORDER, SELECTED, batch, serving);
            }
        }

        void adaptFromEarlierBatches() {
            for (int batch = 2; batch <= batches.size(); batch++) {
                SourceSplit split = firstBatches(batch - 1);
                TrainedModel base = trainBaseModel(split);
                measure(EARLIER, SOURCE_ONLY, batch, base);
                Recipe restandardised = Recipes.RESTANDARDISED;
                measure(EARLIER, restandardised.name(), batch, adapt(base, split, batch, restandardised));
                measure(EARLIER, SELECTED, batch, select(EARLIER, base, split, batch));
            }
        }

        private SourceSplit firstBatches(int count) {
            List<String> names =
                    IntStream.rangeClosed(1, count).mapToObj(i -> "batch" + i).toList();
            return SourceSplit.split(names, batches.subList(0, count), labels);
        }

        private TrainedModel trainBaseModel(SourceSplit split) {
            return training.trainBaseModel(
                    split.training(), List.of(split.training().width()), seed, TrainingListener.NONE);
        }

        private TrainedModel adapt(TrainedModel base, SourceSplit split, int batch, Recipe recipe) {
            return training.adapt(base, split, rows(batch), recipe, seed, TrainingListener.NONE);
        }

        private TrainedModel select(String protocol, TrainedModel serving, SourceSplit split, int batch) {
            SelectionResult result = training.selectModel(
                    serving, split, rows(batch), seed, Duration.ofSeconds(budget), TrainingListener.NONE);
            spec.commandLine()
                    .getOut()
                    .printf(
                            "%s, seed %d, batch %d: classified as %s, %s selected%n",
                            protocol,
                            seed,
                            batch,
                            result.shift().shiftType(),
                            result.selected()
                                    .map(candidate -> candidate.recipe().name())
                                    .orElse("the serving model"));
            return result.selected().map(CandidateEvaluation::candidate).orElse(serving);
        }

        private void measure(String protocol, String name, int batch, TrainedModel model) {
            float[][] probabilities = training.targetProbabilities(model, rows(batch));
            int[] truth = batches.get(batch - 1).classIndices(labels);
            accuracies.addLine(protocol, name, seed, "batch" + batch, ConfusionMatrix.accuracy(probabilities, truth));
        }

        private float[][] rows(int batch) {
            return batches.get(batch - 1).features();
        }
    }
}
