package io.realign.cli.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.realign.adaptation.gate.GateResult;
import io.realign.cli.rows.DataFile;
import io.realign.learning.diagnosis.ShiftClassification;
import io.realign.learning.selection.CandidateEvaluation;
import io.realign.learning.selection.Recipes;
import io.realign.learning.selection.SelectionResult;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.TrainedModel;
import io.realign.learning.training.TrainingListener;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Adapts a model to a target. */
@Command(
        name = "adapt",
        description = {
            "Trains a model on labelled sources and adapts it to an unlabelled target.",
            "Files: CSV with a header line whose first column is 'label', svmlight, or IDX images as 'images:labels'.",
            "Labels in the target file are ignored."
        })
public final class AdaptCommand implements Callable<Integer> {
    private static final String AUTO = "auto";
    private static final int MIN_TARGET_ROWS = 2;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FILE",
            description = "Labelled rows. Repeat the option for several sources, oldest first.")
    private List<String> sources;

    @Option(names = "--target", required = true, paramLabel = "FILE", description = "Rows of the target.")
    private String target;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description =
                    "Directory of the model to adapt. Without this option a base model is trained on the sources.")
    private Path from;

    @Option(
            names = "--recipe",
            defaultValue = AUTO,
            paramLabel = "NAME",
            description =
                    "'auto' trains several candidates and writes the one that the gate selects, or the unadapted model;"
                            + " any other recipe is trained and written without evaluation (default: ${DEFAULT-VALUE}).")
    private String recipe;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--budget",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "CPU time after which 'auto' starts no further candidate (default: ${DEFAULT-VALUE}).")
    private long budget;

    @Mixin
    private TrainingOptions trainingOptions;

    @Mixin
    private NetworkOptions networkOptions;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "MODEL",
            description = {
                "Model directory. Until the model is complete, checkpoints are in a directory of this name with the",
                "suffix '.part': after an interruption the same command resumes from them and produces the same model."
            })
    private Path out;

    @Spec
    private CommandSpec spec;

    private final InstantSource clock;

    public AdaptCommand() {
        this(Clock.systemUTC());
    }

    AdaptCommand(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * The training data.
     *
     * @param shape shape of a row
     * @param target raw rows of the target
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record TrainingData(List<Integer> shape, SourceSplit split, float[][] target) {}

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        if (!recipe.equals(AUTO)) {
            requireKnownRecipe();
        }
        trainingOptions.validate(recipe.equals(AUTO), from != null);
        networkOptions.validate(from != null);
        TrainingData data = readTrainingData(console);
        CheckpointFolder checkpoints = CheckpointFolder.nextTo(out, clock);
        console.printf(
                checkpoints.exists()
                        ? "resuming from checkpoints of an interrupted run in %s%n"
                        : "writing checkpoints to %s: after an interruption the same command resumes from them%n",
                checkpoints);
        ModelTraining training = ModelTraining.create(checkpoints);
        TrainingListener progress = new ConsoleProgress(console, clock);
        TrainedModel parent =
                from == null ? trainBaseModel(training, data, progress, console) : new ModelFolder(from).model();
        ObjectNode metadata = JsonNodeFactory.instance.objectNode().put("seed", seed);
        TrainedModel result;
        if (recipe.equals(AUTO)) {
            SelectionResult selection = training.selectModel(
                    parent, data.split(), data.target(), seed, Duration.ofSeconds(budget), progress);
            printSelection(selection, console);
            addSelection(selection, metadata);
            result = selection.selected().map(CandidateEvaluation::candidate).orElse(parent);
        } else {
            result = training.adapt(parent, data.split(), data.target(), namedRecipe(data), seed, progress);
        }
        new ModelFolder(out).write(result, data.split().labels(), metadata);
        checkpoints.delete();
        console.printf("%s: recipe %s, %d steps%n", out, result.recipe(), result.steps());
        return 0;
    }

    private TrainingData readTrainingData(PrintWriter console) {
        List<DataFile> sourceFiles =
                sources.stream().map(file -> DataFileReader.read(file, console)).toList();
        DataFile unlabelled = DataFileReader.read(target, console).withoutLabels();
        requireTargetRows(unlabelled);
        List<String> labels = from == null ? classLabels(sourceFiles) : new ModelFolder(from).labels();
        List<Integer> shape = from == null
                ? DataFileReader.shape(Stream.concat(sourceFiles.stream(), Stream.of(unlabelled))
                        .toList())
                : new ModelFolder(from).shape();
        List<DataFile> files = IntStream.range(0, sourceFiles.size())
                .mapToObj(i -> DataFileReader.toShape(shape, sources.get(i), sourceFiles.get(i)))
                .toList();
        float[][] rows = DataFileReader.toShape(shape, target, unlabelled).features();
        return new TrainingData(shape, SourceSplit.split(sources, files, labels), rows);
    }

    private TrainedModel trainBaseModel(
            ModelTraining training, TrainingData data, TrainingListener progress, PrintWriter console) {
        SourceSplit split = data.split();
        console.printf(
                "training on %d source rows of %d classes, %d rows held out%n",
                split.training().size(), split.labels().size(), split.holdOut().size());
        return training.trainer()
                .trainBase(
                        split.training(),
                        data.target(),
                        networkOptions.network(data.shape(), split.labels().size()),
                        trainingOptions.baseModelRecipe(ModelTraining.baseModelRecipe(data.shape())),
                        seed,
                        progress);
    }

    private Recipe namedRecipe(TrainingData data) {
        int rowsOfSmallerDomain = Math.min(data.split().training().size(), data.target().length);
        return trainingOptions.namedRecipe(Recipes.byName(recipe), rowsOfSmallerDomain);
    }

    private static void printSelection(SelectionResult selection, PrintWriter console) {
        ShiftClassification shift = selection.shift();
        console.printf("type of shift: %s%n", shift.shiftType().name().toLowerCase(Locale.ROOT));
        shift.findings().forEach(finding -> console.printf("  %s: %s%n", finding.name(), finding.message()));
        for (CandidateEvaluation candidate : selection.candidates()) {
            GateResult gateResult = candidate.decidingGateResult();
            console.printf(
                    Locale.ROOT,
                    "%s: %s, score %.3f%n",
                    candidate.recipe().name(),
                    gateResult.accepted() ? "accepted" : "rejected: " + String.join("; ", gateResult.failureReasons()),
                    candidate.selectionScore());
        }
        selection.skippedRecipes().forEach(name -> console.printf("%s: skipped, CPU time budget spent%n", name));
        console.printf(
                "selected: %s%n",
                selection.selected().map(candidate -> candidate.recipe().name()).orElse("the unadapted model"));
    }

    private static void addSelection(SelectionResult selection, ObjectNode metadata) {
        metadata.put("shift", selection.shift().shiftType().name());
        ArrayNode candidates = metadata.putArray("candidates");
        for (CandidateEvaluation candidate : selection.candidates()) {
            ObjectNode node = candidates
                    .addObject()
                    .put("recipe", candidate.recipe().name())
                    .put("accepted", candidate.decidingGateResult().accepted())
                    .put("score", candidate.selectionScore());
            ArrayNode checks = node.putArray("checks");
            candidate.decidingGateResult().checks().forEach(check -> checks.addObject()
                    .put("name", check.name())
                    .put("value", check.value())
                    .put("threshold", check.threshold())
                    .put("passed", check.passed()));
        }
    }

    private List<String> classLabels(List<DataFile> files) {
        TreeSet<String> labels = new TreeSet<>();
        files.forEach(file -> labels.addAll(file.labels()));
        if (labels.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(), "--source: expected labels of at least two classes, got " + labels);
        }
        return List.copyOf(labels);
    }

    private void requireKnownRecipe() {
        try {
            Recipes.byName(recipe);
        } catch (IllegalArgumentException e) {
            // The message starts with the name of the option.
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage() + "; or " + AUTO, e);
        }
    }

    private void requireTargetRows(DataFile rows) {
        if (rows.rows().size() < MIN_TARGET_ROWS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--target %s: expected at least %d rows, got %d"
                            .formatted(target, MIN_TARGET_ROWS, rows.rows().size()));
        }
    }
}
