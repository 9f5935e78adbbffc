package io.realign.cli.model;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.realign.adaptation.gate.GateResult;
import io.realign.cli.rows.DataFile;
import io.realign.learning.diagnosis.ShiftClassification;
import io.realign.learning.portfolio.CandidateEvaluation;
import io.realign.learning.portfolio.Recipes;
import io.realign.learning.portfolio.SelectionResult;
import io.realign.learning.training.Candidate;
import io.realign.learning.training.Recipe;
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
            "Files: a comma separated table with a header line whose first column is 'label', svmlight, or IDX images",
            "as 'images:labels'. Labels in the target file are ignored."
        },
        mixinStandardHelpOptions = true)
public final class AdaptCommand implements Callable<Integer> {
    private static final String AUTO = "auto";
    private static final int MIN_TARGET_ROWS = 2;

    @Option(
            names = "--source",
            required = true,
            paramLabel = "FILE",
            description = "Labelled rows. Several sources may be given, the oldest first.")
    private List<String> sources;

    @Option(names = "--target", required = true, paramLabel = "FILE", description = "Rows of the target.")
    private String target;

    @Option(
            names = "--from",
            paramLabel = "MODEL",
            description = "Model to go on from; without it one is trained on the sources first.")
    private Path from;

    @Option(
            names = "--recipe",
            defaultValue = AUTO,
            paramLabel = "NAME",
            description =
                    "'auto' trains several candidates and keeps what the gate chooses, the model as it was included;"
                            + " any other recipe is trained and kept unjudged (default: ${DEFAULT-VALUE}).")
    private String recipe;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same model (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--budget",
            defaultValue = "300",
            paramLabel = "SECONDS",
            description = "Processor time after which 'auto' begins no other candidate (default: ${DEFAULT-VALUE}).")
    private long budget;

    @Mixin
    private TrainingOptions pace;

    @Mixin
    private NetworkOptions network;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "MODEL",
            description = {
                "Directory to write the model into. Until it is there, MODEL.part keeps how far trainings have come:",
                "after an interruption the same command goes on from there and ends with the same model."
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
     * What is trained on.
     *
     * @param shape of a row
     * @param target raw rows
     */
    @SuppressWarnings("ArrayRecordComponent")
    private record TrainingData(List<Integer> shape, LabelledTables tables, float[][] target) {}

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        if (!recipe.equals(AUTO)) {
            requireRecipe();
        }
        pace.validate(spec.commandLine(), recipe.equals(AUTO), from != null);
        network.validate(spec.commandLine(), from != null);
        TrainingData material = readTrainingData(console);
        CheckpointFolder checkpoints = CheckpointFolder.forModel(out, clock);
        console.printf(
                checkpoints.exists()
                        ? "going on from %s, which an interrupted run has left%n"
                        : "keeping checkpoints in %s: if this is interrupted, the same command goes on from there%n",
                checkpoints);
        Learners laboratory = Learners.create(checkpoints);
        TrainingListener progress = new ConsoleProgress(console, clock);
        Candidate parent = from == null
                ? trainBaseModel(laboratory, material, progress, console)
                : new ModelFolder(from).candidate();
        ObjectNode account = ModelFolder.newMetadata().put("seed", seed);
        Candidate kept;
        if (recipe.equals(AUTO)) {
            SelectionResult choice = laboratory.selectModel(
                    parent, material.tables(), material.target(), seed, Duration.ofSeconds(budget), progress);
            report(choice, console);
            describe(choice, account);
            kept = choice.selected().map(CandidateEvaluation::candidate).orElse(parent);
        } else {
            kept = laboratory.adapt(parent, material.tables(), material.target(), named(material), seed, progress);
        }
        new ModelFolder(out).write(kept, material.tables().labels(), account);
        checkpoints.delete();
        console.printf("%s: recipe %s, %d steps%n", out, kept.recipe(), kept.steps());
        console.flush();
        return 0;
    }

    private TrainingData readTrainingData(PrintWriter console) {
        List<DataFile> read =
                sources.stream().map(file -> LabelledTables.read(file, console)).toList();
        DataFile unlabelled = LabelledTables.read(target, console).withoutLabels();
        requireTarget(unlabelled);
        List<String> labels = from == null ? labels(read) : new ModelFolder(from).labels();
        List<Integer> shape = from == null
                ? LabelledTables.shape(
                        Stream.concat(read.stream(), Stream.of(unlabelled)).toList())
                : new ModelFolder(from).shape();
        List<DataFile> files = IntStream.range(0, read.size())
                .mapToObj(i -> LabelledTables.of(shape, sources.get(i), read.get(i)))
                .toList();
        float[][] rows = LabelledTables.of(shape, target, unlabelled).features();
        return new TrainingData(shape, LabelledTables.split(sources, files, labels), rows);
    }

    private Candidate trainBaseModel(
            Learners laboratory, TrainingData material, TrainingListener progress, PrintWriter console) {
        LabelledTables tables = material.tables();
        console.printf(
                "training on %d source rows of %d classes, %d held out%n",
                tables.training().size(),
                tables.labels().size(),
                tables.holdOut().size());
        console.flush();
        return laboratory
                .trainer()
                .trainBase(
                        tables.training(),
                        material.target(),
                        network.network(
                                spec.commandLine(),
                                material.shape(),
                                tables.labels().size()),
                        pace.baseModelRecipe(spec.commandLine(), Learners.baseModelRecipe(material.shape())),
                        seed,
                        progress);
    }

    private Recipe named(TrainingData material) {
        int smaller = Math.min(material.tables().training().size(), material.target().length);
        return pace.namedRecipe(spec.commandLine(), Recipes.byName(recipe), smaller);
    }

    private static void report(SelectionResult choice, PrintWriter console) {
        ShiftClassification named = choice.shift();
        console.printf("kind of shift: %s%n", named.shiftCase().name().toLowerCase(Locale.ROOT));
        named.findings().forEach(finding -> console.printf("  %s: %s%n", finding.name(), finding.message()));
        for (CandidateEvaluation trial : choice.candidates()) {
            GateResult verdict = trial.verdict();
            console.printf(
                    Locale.ROOT,
                    "%s: %s, score %.3f%n",
                    trial.recipe().name(),
                    verdict.accepted() ? "accepted" : "refused: " + String.join("; ", verdict.failureReasons()),
                    trial.score());
        }
        choice.skippedRecipes().forEach(name -> console.printf("%s: not tried, the time was over%n", name));
        console.printf(
                "chosen: %s%n",
                choice.selected().map(trial -> trial.recipe().name()).orElse("the model as it was"));
        console.flush();
    }

    private static void describe(SelectionResult choice, ObjectNode account) {
        account.put("shift", choice.shift().shiftCase().name());
        ArrayNode trials = account.putArray("trials");
        for (CandidateEvaluation trial : choice.candidates()) {
            ObjectNode node = trials.addObject()
                    .put("recipe", trial.recipe().name())
                    .put("accepted", trial.verdict().accepted())
                    .put("score", trial.score());
            ArrayNode votes = node.putArray("votes");
            trial.verdict().checks().forEach(vote -> votes.addObject()
                    .put("name", vote.name())
                    .put("value", vote.value())
                    .put("threshold", vote.threshold())
                    .put("passed", vote.passed()));
        }
    }

    private List<String> labels(List<DataFile> files) {
        TreeSet<String> labels = new TreeSet<>();
        files.forEach(file -> labels.addAll(file.labels()));
        if (labels.size() < 2) {
            throw new ParameterException(
                    spec.commandLine(), "--source: expected labels of at least two classes, got " + labels);
        }
        return List.copyOf(labels);
    }

    private void requireRecipe() {
        try {
            Recipes.byName(recipe);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage() + "; or " + AUTO, e);
        }
    }

    private void requireTarget(DataFile rows) {
        if (rows.rows().size() < MIN_TARGET_ROWS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--target %s: expected at least %d rows, got %d"
                            .formatted(target, MIN_TARGET_ROWS, rows.rows().size()));
        }
    }
}
