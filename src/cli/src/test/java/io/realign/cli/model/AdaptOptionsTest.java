package io.realign.cli.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.realign.cli.Realign;
import io.realign.cli.launch.ChildProcess;
import io.realign.cli.launch.ProcessGroup;
import io.realign.cli.launch.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class AdaptOptionsTest {
    private static final int CLASSES = 3;
    private static final int WIDTH = 4;
    private static final int DEADLINE_SECONDS = 60;

    private static final String LINEAR = """
            {"input":[4],"classes":3,"features":[{"layer":"dense","outputs":5},{"layer":"relu"}],
             "class-head":[{"layer":"dense","outputs":3}],"domain-head":[{"layer":"dense","outputs":2}],
             "conditional":false}
            """;

    @TempDir
    private Path work;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeRows() throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        Files.writeString(work.resolve("source.csv"), table(240, 0, random));
        Files.writeString(work.resolve("target.csv"), table(160, .7, random));
    }

    @Test
    void adapt_afterAKill_resumesAndWritesTheSameFiles() throws Exception {
        String[] training = {"--recipe", "dann", "--source-steps", "100", "--steps", "120", "--seed", "3"};
        assertThat(adapt("whole", training)).isZero();
        int stop = 60 + new SplittableRandom(4).nextInt(380);

        kill(stop, arguments("resumed", training));
        assertThat(work.resolve("resumed")).doesNotExist();
        assertThat(work.resolve("resumed.part")).isNotEmptyDirectory();
        out.getBuffer().setLength(0);
        assertThat(adapt("resumed", training)).isZero();

        assertThat(out.toString())
                .contains("resuming from checkpoints of an interrupted run in ")
                .contains("resumed.part");
        for (String file : List.of("checkpoint.safetensors", "model.onnx", "model.json")) {
            assertThat(work.resolve("resumed").resolve(file))
                    .hasSameBinaryContentAs(work.resolve("whole").resolve(file));
        }
        assertThat(work.resolve("resumed.part")).doesNotExist();
    }

    @Test
    void checkpointsOfAnotherRun_areRejectedWithInstructions() throws IOException {
        assertThat(adapt("other", "--recipe", "restandardised", "--source-steps", "5"))
                .isZero();
        CheckpointFolder.nextTo(work.resolve("model"), Clock.systemUTC())
                .save("source", Files.readAllBytes(work.resolve("other").resolve("checkpoint.safetensors")));

        assertThat(adapt("model", "--recipe", "restandardised")).isOne();

        assertThat(err.toString())
                .contains("source: the checkpoint in ")
                .contains("model.part belongs to a training run with a different")
                .contains("or delete the checkpoint to restart the training");
    }

    @Test
    void profile_setsTheStepsOfTheRecipe() {
        assertThat(adapt("model", "--recipe", "self", "--source-steps", "5", "--profile", "close"))
                .isZero();

        // 50 epochs of the smaller domain, 160 rows in batches of 64.
        assertThat(out.toString()).contains("recipe self, 150 steps");
    }

    @Test
    void customNetwork_isTrained() throws IOException {
        Path net = Files.writeString(work.resolve("net.json"), LINEAR);

        assertThat(adapt("model", "--recipe", "restandardised", "--source-steps", "5", "--net", net.toString()))
                .isZero();

        assertThat(Files.readString(work.resolve("model").resolve("checkpoint.safetensors"), ISO_8859_1))
                .contains("\\\"outputs\\\":5}");
    }

    @Test
    void pretraining_changesTheInitialWeights() throws IOException {
        assertThat(adapt("plain", "--recipe", "restandardised", "--source-steps", "1"))
                .isZero();

        assertThat(adapt("taught", "--recipe", "restandardised", "--source-steps", "1", "--pretrain", "denoising"))
                .isZero();

        assertThat(Files.readAllBytes(work.resolve("taught").resolve("checkpoint.safetensors")))
                .isNotEqualTo(Files.readAllBytes(work.resolve("plain").resolve("checkpoint.safetensors")));
    }

    @Test
    void customNetworkOfAnotherShape_isRejected() throws IOException {
        Path net = Files.writeString(work.resolve("net.json"), LINEAR.replace("[4]", "[7]"));

        assertThat(adapt("model", "--recipe", "self", "--net", net.toString())).isEqualTo(2);

        assertThat(err.toString())
                .contains("expected \"input\":[4] and \"classes\":3 as in the sources, got [7] and 3");
    }

    @Test
    void norm_isAddedToTheDefaultNetwork() throws IOException {
        assertThat(adapt("model", "--recipe", "restandardised", "--source-steps", "5", "--norm", "domain-specific"))
                .isZero();

        assertThat(Files.readString(work.resolve("model").resolve("checkpoint.safetensors"), ISO_8859_1))
                .contains("\\\"per-domain\\\":true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--norm batch                       | --norm: expected none, shared or domain-specific, got 'batch'",
                "--norm shared --net n              | --norm: cannot be combined with --net",
                "--norm shared --from m             | --norm: cannot be combined with --from",
                "--net n --recipe self              | --net n: expected a file of at most",
                "--steps 5                          | --steps: requires a named --recipe",
                "--profile far                      | --profile: requires a named --recipe",
                "--profile near --recipe dann       | --profile: expected close or far, got near",
                "--steps 0 --recipe dann            | --steps: expected 1 to 200000, got 0",
                "--pretrain guess                   | Invalid value for option '--pretrain': expected one of [DENOISING, CONTRASTIVE]",
                "--pretrain denoising --from m      | --pretrain: cannot be combined with --from",
                "--source-steps 5 --from m          | --source-steps: cannot be combined with --from",
                "--steps 5 --recipe restandardised --source-steps 2 | --steps: expected a recipe with training steps",
            })
    void conflictingOptions_areRejected(String options, String message) {
        assertThat(adapt("model", options.strip().split(" "))).isEqualTo(2);

        assertThat(err.toString()).contains(message);
    }

    private void kill(int stop, List<String> arguments) throws InterruptedException {
        BlockingQueue<String> output = new LinkedBlockingQueue<>();
        List<String> command = new ArrayList<>(
                List.of("-cp", System.getProperty("java.class.path"), InterruptedAdaptMain.class.getName(), "" + stop));
        command.addAll(arguments);
        try (ProcessGroup children = new ProcessGroup(work, work)) {
            Program program = new Program("adapt", List.of("-Xmx256m"), command, Map.of());
            ChildProcess child = children.start(program, output::add);
            while (!"stopped".equals(output.poll(DEADLINE_SECONDS, TimeUnit.SECONDS))) {
                assertThat(child.isAlive()).isTrue();
            }
            ProcessHandle process = ProcessHandle.of(child.pid()).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    private int adapt(String model, String... options) {
        CommandLine command = Realign.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        List<String> arguments = new ArrayList<>(List.of("adapt"));
        arguments.addAll(arguments(model, options));
        return command.execute(arguments.toArray(String[]::new));
    }

    private List<String> arguments(String model, String... options) {
        List<String> arguments = new ArrayList<>(List.of(
                "--source",
                work.resolve("source.csv").toString(),
                "--target",
                work.resolve("target.csv").toString(),
                "--out",
                work.resolve(model).toString()));
        arguments.addAll(List.of(options));
        return arguments;
    }

    private static String table(int rows, double offset, SplittableRandom random) {
        StringBuilder table = new StringBuilder("label,a,b,c,d\n");
        for (int row = 0; row < rows; row++) {
            int label = row % CLASSES;
            table.append("class").append(label);
            for (int i = 0; i < WIDTH; i++) {
                table.append(',').append((float) (offset + (i == label ? 3 : 0) + random.nextGaussian()));
            }
            table.append('\n');
        }
        return table.toString();
    }
}
