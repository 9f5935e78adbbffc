package io.realign.lab.suite;

import io.realign.cli.model.ConfusionMatrix;
import io.realign.cli.model.ConsoleProgress;
import io.realign.cli.model.ModelTraining;
import io.realign.cli.model.SourceSplit;
import io.realign.cli.rows.DataFile;
import io.realign.lab.image.MnistM;
import io.realign.learning.network.NetSpec;
import io.realign.learning.network.NormMode;
import io.realign.learning.selection.Recipes;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.TrainingListener;
import io.realign.learning.training.TrainingSchedule;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Adapts from labelled digits on black to unlabelled digits on coloured backgrounds. Each recipe starts from the same weights. */
@Command(
        name = "digits",
        description = {
            "Adapts from digits on black background to digits on coloured background (MNIST-M).",
            "Trains the network of the DANN reference implementation, randomly initialised.",
            "Prints accuracies in percent."
        })
final class DigitsSuiteCommand implements Callable<Integer> {
    private static final String BLACK = "black";
    private static final String COLOURED = "coloured";
    private static final String SOURCE_ONLY = "source-only";

    /** Target rows enter the batch statistics only, not the loss. */
    private static final String TARGET_STATISTICS = "source-only with target statistics";

    private static final double NANOS_PER_SECOND = 1e9;

    private static final long TEST_SEED_OFFSET = 1_000_003;

    @Option(names = "--data", required = true, description = "Directory with MNIST's four files, compressed or not.")
    private Path data;

    @Option(
            names = "--photographs",
            paramLabel = "DIR",
            description = "Directory of photographs for the backgrounds; synthetic textures by default.")
    private Path photographs;

    @Option(
            names = "--steps",
            defaultValue = "600",
            description = "Training steps, each with 64 source and 64 target rows (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--rows",
            defaultValue = "10000",
            description = "Number of training digits of each domain, at most half of the MNIST training digits"
                    + " (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--test-rows",
            defaultValue = "2000",
            description = "Number of digits for the evaluation (default: ${DEFAULT-VALUE}).")
    private int testRows;

    @Option(
            names = "--norm",
            defaultValue = "DOMAIN_SPECIFIC",
            description = "Batch normalisation of the network: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private NormMode norm;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            description = "Number of seeds, counted from 1 (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of accuracies to write.")
    private Path out;

    @Spec
    private CommandSpec spec;

    private final SuiteAccuracies accuracies = new SuiteAccuracies("digits");

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        DataFile trainingDigits = digits("train");
        DataFile test = digits("t10k");
        requireInRange("--rows", rows, trainingDigits.rows().size() / 2);
        requireInRange("--test-rows", testRows, test.rows().size());
        MnistM mnistM = photographs == null ? MnistM.onTextures() : MnistM.onPhotographs(photographs);
        console.printf("target: %s%n", mnistM);
        for (long seed = 1; seed <= seeds; seed++) {
            evaluate(trainingDigits, test.slice(0, testRows), mnistM, seed, console);
            accuracies.write(out);
        }
        accuracies.print(console);
        return 0;
    }

    private DataFile digits(String part) {
        return DataFile.read(file(part + "-images-idx3-ubyte") + ":" + file(part + "-labels-idx1-ubyte"));
    }

    private Path file(String name) {
        Path compressed = data.resolve(name + ".gz");
        return Files.exists(compressed) ? compressed : data.resolve(name);
    }

    private void requireInRange(String option, int value, int max) {
        if (value < 2 || value > max) {
            throw new ParameterException(
                    spec.commandLine(), "%s: expected 2 to %d, got %d".formatted(option, max, value));
        }
    }

    private void evaluate(DataFile trainingDigits, DataFile test, MnistM mnistM, long seed, PrintWriter console) {
        DataFile black = trainingDigits.slice(0, rows).asRgb();
        SourceSplit split = SourceSplit.split(List.of(BLACK), List.of(black), black.labels());
        float[][] target =
                mnistM.generate(trainingDigits.slice(rows, 2 * rows), seed).features();
        NetSpec network = NetSpec.image(black.labels().size(), norm);
        TrainingSchedule schedule = TrainingSchedule.IMAGES.withSteps(steps);
        TrainingListener progress = new ConsoleProgress(console, Clock.systemUTC());
        ModelTraining training = ModelTraining.create();
        TestSets testSets = new TestSets(
                training,
                seed,
                test.asRgb().features(),
                mnistM.generate(test, seed + TEST_SEED_OFFSET).features(),
                test.classIndices(black.labels()));

        TrainedModel base = timed(SOURCE_ONLY, console, () -> training.trainer()
                .trainBase(split.training(), network, Recipes.SOURCE_ONLY.withSchedule(schedule), seed, progress));
        testSets.measureUnadapted(SOURCE_ONLY, base);
        TrainedModel untrained = training.trainer()
                .trainBase(
                        split.training(),
                        network,
                        Recipes.SOURCE_ONLY.withSchedule(schedule.withSteps(0)),
                        seed,
                        progress);
        for (Recipe recipe : List.of(Recipes.SOURCE_ONLY, Recipes.DANN_1, Recipes.DANN_ENTROPY)) {
            String name = recipe.equals(Recipes.SOURCE_ONLY) ? TARGET_STATISTICS : recipe.name();
            TrainedModel model = timed(
                    name,
                    console,
                    () -> training.adapt(untrained, split, target, recipe.withSchedule(schedule), seed, progress));
            testSets.measureAdapted(name, model);
        }
    }

    private static TrainedModel timed(String name, PrintWriter console, Supplier<TrainedModel> training) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        TrainedModel model = training.get();
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / NANOS_PER_SECOND;
        console.printf(Locale.ROOT, "%s: %d steps, %.0f s of CPU time%n", name, model.steps(), seconds);
        return model;
    }

    /** Test digits on both backgrounds. Their labels are used for evaluation only. */
    private final class TestSets {
        private final ModelTraining training;
        private final long seed;
        private final float[][] black;
        private final float[][] coloured;
        private final int[] labels;

        TestSets(ModelTraining training, long seed, float[][] black, float[][] coloured, int[] labels) {
            this.training = training;
            this.seed = seed;
            this.black = black;
            this.coloured = coloured;
            this.labels = labels;
        }

        /** Measures a model without statistics of the target domain. */
        void measureUnadapted(String name, TrainedModel model) {
            measure(name, BLACK, training.sourceProbabilities(model, black));
            measure(name, COLOURED, training.sourceProbabilities(model, coloured));
        }

        void measureAdapted(String name, TrainedModel model) {
            measure(name, BLACK, training.sourceProbabilities(model, black));
            measure(name, COLOURED, training.targetProbabilities(model, coloured));
        }

        private void measure(String name, String target, float[][] probabilities) {
            String protocol =
                    "%s -> %s, norm %s".formatted(BLACK, COLOURED, norm.name().toLowerCase(Locale.ROOT));
            double accuracy = ConfusionMatrix.accuracy(probabilities, labels);
            spec.commandLine().getOut().println(accuracies.addLine(protocol, name, seed, target, accuracy));
        }
    }
}
