package io.realign.lab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.Realign;
import io.realign.lab.task.SyntheticTask;
import io.realign.lab.task.SyntheticTasks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdaptCommandTest {
    private static final SyntheticTask TASK = SyntheticTasks.covariateShift(21);
    private static final List<String> FILES = List.of("model.onnx", "checkpoint.safetensors", "model.json");

    @TempDir
    private static Path directory;

    private static TaskFiles files;
    private static String source;
    private static String target;
    private static Path model;

    @BeforeAll
    static void adapted() throws IOException {
        files = new TaskFiles(directory);
        source = files.csv(TASK.sources().get(0));
        target = files.target("target.csv", TASK, row -> "");
        model = adapt("model", source, target, "--recipe", "restandardised");
    }

    /** The model's directory. */
    private static Path adapt(String name, String from, String to, String... others) {
        Path out = directory.resolve(name);
        List<String> arguments =
                new ArrayList<>(List.of("adapt", "--source", from, "--target", to, "--out", out.toString()));
        arguments.addAll(List.of(others));
        CommandRun run = CommandRun.of(Realign.commandLine(), arguments.toArray(String[]::new));
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return out;
    }

    private static void assertSameBytes(Path one, Path other) {
        for (String file : FILES) {
            assertThat(one.resolve(file)).hasSameBinaryContentAs(other.resolve(file));
        }
    }

    private String truth() throws IOException {
        return files.target(
                "truth.csv", TASK, row -> "class " + TASK.targets().get(0).labels()[row]);
    }

    @Test
    void model_isEvaluatedAdaptedAndDiagnosed() throws IOException {
        Path further = adapt("further", source, target, "--from", model.toString(), "--recipe", "mcc");

        CommandRun before =
                CommandRun.of(Realign.commandLine(), "evaluate", "--model", model.toString(), "--data", truth());
        CommandRun after =
                CommandRun.of(Realign.commandLine(), "evaluate", "--model", further.toString(), "--data", truth());
        Path map = directory.resolve("map.csv");
        CommandRun diagnosis = CommandRun.of(
                Realign.commandLine(),
                "diagnose",
                "--model",
                further.toString(),
                "--source",
                source,
                "--target",
                target,
                "--map",
                map.toString());

        assertThat(before.out()).contains("300 rows, accuracy ");
        assertThat(accuracy(before)).isGreaterThan(75);
        assertThat(accuracy(after)).isGreaterThan(75).isNotEqualTo(accuracy(before));
        assertThat(diagnosis.out())
                .contains("type of shift: covariate", "transfer case: ", "recommendation: ", "  because of ");
        assertThat(Files.readAllLines(map))
                .startsWith("domain,label,x,y")
                .anyMatch(line -> line.matches("source,class \\d,-?[0-9.]+,-?[0-9.]+"))
                .anyMatch(line -> line.matches("target,class \\d,-?[0-9.]+,-?[0-9.]+"));
    }

    private static double accuracy(CommandRun evaluation) {
        return Double.parseDouble(evaluation.out().replaceAll("(?s).*rows, accuracy ([0-9.]+) %.*", "$1"));
    }

    @Test
    void targetLabels_doNotInfluenceTheModel() throws IOException {
        String before = model.toString();

        assertSameBytes(
                adapt("right", source, truth(), "--from", before), adapt("plain", source, target, "--from", before));
    }

    @Test
    void sameSeed_givesTheSameBytes_anotherSeedDoesNot() {
        assertSameBytes(adapt("again", source, target, "--recipe", "restandardised"), model);
        assertThat(adapt("other", source, target, "--recipe", "restandardised", "--seed", "2")
                        .resolve("checkpoint.safetensors"))
                .satisfies(file -> assertThat(Files.mismatch(file, model.resolve("checkpoint.safetensors")))
                        .isNotNegative());
    }

    @Test
    void selection_isExplained() {
        CommandRun run = CommandRun.of(
                Realign.commandLine(),
                "adapt",
                "--from",
                model.toString(),
                "--source",
                source,
                "--target",
                target,
                "--budget",
                "0",
                "--out",
                directory.resolve("auto").toString());

        assertThat(run.out())
                .contains("type of shift: covariate")
                .contains("mcc: skipped, CPU time budget spent")
                .contains("selected: ");
    }

    @Test
    void severalSources_areReadFromSvmLight() throws IOException {
        SyntheticTask task = SyntheticTasks.outlierSource(21);
        String first = files.svmLight("first.txt", task.sources().get(0));
        String third = files.svmLight("third.txt", task.sources().get(2));
        String rows = files.target("rows.csv", task, row -> "");

        Path both = adapt("both", first, rows, "--source", third, "--recipe", "restandardised");

        CommandRun evaluation =
                CommandRun.of(Realign.commandLine(), "evaluate", "--model", both.toString(), "--data", first);
        assertThat(evaluation.out()).contains("300 rows, accuracy ");
        assertThat(accuracy(evaluation)).isGreaterThan(80);
    }

    @Test
    void unknownRecipe_isRejectedWithTheKnownOnes() {
        CommandRun run = rejected(source, target, "--recipe", "magic");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--recipe: expected one of [restandardised, ", ", got 'magic'; or auto");
    }

    @Test
    void missingLabelColumn_isRejected() throws IOException {
        String bare =
                Files.writeString(directory.resolve("bare.csv"), "a,b\n1,2\n").toString();

        CommandRun run = rejected(bare, target);

        assertThat(run.code()).isOne();
        assertThat(run.err()).contains("bare.csv, line 1: expected the header 'label,feature,...'");
    }

    @Test
    void sourceWithOneClass_isRejected() throws IOException {
        String one = files.target("one.csv", TASK, row -> "the same");

        CommandRun run = rejected(one, target);

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--source: expected labels of at least two classes, got [the same]");
    }

    @Test
    void sourceWithoutLabels_isRejected() {
        assertThat(rejected(target, target).err())
                .contains("--source: expected labels of at least two classes, got []");
    }

    @Test
    void targetWithoutRows_isRejected() throws IOException {
        String empty =
                Files.writeString(directory.resolve("empty.csv"), "label,a\n").toString();

        assertThat(rejected(source, empty).err()).contains("empty.csv: expected at least one row");
    }

    @Test
    void targetWithOneRow_isRejected() throws IOException {
        String single = files.csv("single.csv", new float[1][24], row -> "");

        assertThat(rejected(source, single).err()).contains("single.csv: expected at least 2 rows, got 1");
    }

    @Test
    void targetOfAnotherWidth_isRejected() throws IOException {
        String narrow = files.csv("narrow.csv", new float[5][3], row -> "");

        CommandRun run = rejected(source, narrow, "--from", model.toString());

        assertThat(run.code()).isOne();
        assertThat(run.err()).contains("narrow.csv: expected rows of shape [24], got [3]");
    }

    @Test
    void targetOfAnotherWidth_isRejectedBeforeTraining() throws IOException {
        String narrow = files.csv("narrow.csv", new float[5][3], row -> "");

        assertThat(rejected(source, narrow).out()).doesNotContain("training on");
    }

    @Test
    void sourcesOfDifferentWidths_areRejected() throws IOException {
        String narrow = files.csv("thin.csv", new float[20][3], row -> "class " + row % 5);

        assertThat(rejected(source, target, "--source", narrow).err())
                .contains("thin.csv: expected rows of shape [24], got [3]");
    }

    @Test
    void sourcesWithOtherClassesThanTheModel_areRejected() throws IOException {
        String other = files.target("other.csv", TASK, row -> "kind " + row % 5);

        CommandRun run = rejected(other, target, "--from", model.toString());

        assertThat(run.code()).isNotZero();
        assertThat(run.err())
                .contains(
                        "other.csv: expected only labels of the model, [class 0, class 1, class 2, class 3, class 4], got also [kind 0, ");
    }

    @Test
    void directoryWithoutAModel_isRejected() {
        assertThat(rejected(source, target, "--from", directory.toString()).err())
                .contains("expected a model directory written by 'realign adapt', found no model.json");
    }

    @Test
    void rejectedArguments_writeNoModel() {
        rejected(source, target, "--recipe", "magic");

        assertThat(directory.resolve("rejected")).doesNotExist();
    }

    private static CommandRun rejected(String from, String to, String... others) {
        List<String> arguments = new ArrayList<>(List.of(
                "adapt",
                "--source",
                from,
                "--target",
                to,
                "--out",
                directory.resolve("rejected").toString()));
        arguments.addAll(List.of(others));
        CommandRun run = CommandRun.of(Realign.commandLine(), arguments.toArray(String[]::new));
        assertThat(run.code()).isNotZero();
        return run;
    }
}
