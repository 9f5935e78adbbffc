package io.realign.lab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.broker.EmbeddedBroker;
import io.realign.broker.TopicSpec;
import io.realign.lab.Lab;
import io.realign.schemas.Topic;
import io.realign.schemas.Topics;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuiteCommandTest {
    private static final int SIDE = 28;

    @TempDir
    private Path directory;

    @Test
    void synthetic_saysWhatWasNamed_andHowFarTheChoiceFellBelowTheSource() throws IOException {
        CommandRun run = CommandRun.of(
                Lab.commandLine(),
                "suite",
                "synthetic",
                "--first-seed",
                "21",
                "--seeds",
                "1",
                "--only",
                "unchanged",
                "--out",
                directory.resolve("scores.csv").toString());

        assertThat(run.out()).contains("1 of    1 | mean  +0.0, min  +0.0 | seed 21, target 1, the serving model");
        assertThat(Files.readAllLines(directory.resolve("scores.csv")))
                .hasSizeGreaterThan(8)
                .anyMatch(line -> line.startsWith("synthetic,unchanged,source-only,21,target 1,0."))
                .anyMatch(line -> line.startsWith("synthetic,unchanged,mcc,21,target 1,0."));
    }

    @Test
    void swaps_loseNoEvent_andEachIsAnsweredByTheVersionThatItNames() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"))) {
            broker.createTopics(List.of(topic(Topics.MODELS), topic(Topics.ROLLOUTS)));

            SwapSuite.Measurements seen = new SwapSuite(
                            broker.bootstrapServers(), directory, 10, 200, new PrintWriter(new StringWriter()))
                    .run();

            assertThat(seen.mismatches()).isZero();
            assertThat(seen.servedVersions()).isEqualTo(11);
            assertThat(seen.events()).isGreaterThan(seen.steady().serviceTimes().length);
        }
    }

    private static TopicSpec topic(Topic<?> topic) {
        return new TopicSpec(topic.name(), topic.partitions(), topic.compacted());
    }

    @Test
    void digits_areScoredOnBothGrounds_afterEachTraining() throws IOException {
        writeDigits("train", 120);
        writeDigits("t10k", 10);
        Path scores = directory.resolve("scores.csv");

        CommandRun run = digits(scores, "--rows", "60", "--test-rows", "10");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("target: digits on synthetic textures", "dann-1: 1 steps, ");
        assertThat(Files.readAllLines(scores))
                .hasSize(1 + 4 * 2)
                .anyMatch(line ->
                        line.startsWith("digits,black -> coloured, norm domain_specific,dann-entropy,1,coloured,"));
    }

    @Test
    void digits_thatAreNotThere_areRefused() throws IOException {
        writeDigits("train", 120);
        writeDigits("t10k", 10);

        CommandRun run = digits(directory.resolve("scores.csv"), "--rows", "61", "--test-rows", "10");

        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("--rows: expected 2 to 60, got 61");
    }

    private CommandRun digits(Path scores, String... rows) {
        return CommandRun.of(
                Lab.commandLine(),
                "suite",
                "digits",
                "--data",
                directory.toString(),
                "--steps",
                "1",
                "--out",
                scores.toString(),
                rows[0],
                rows[1],
                rows[2],
                rows[3]);
    }

    private void writeDigits(String part, int count) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        try (DataOutputStream images = open(part + "-images-idx3-ubyte");
                DataOutputStream labels = open(part + "-labels-idx1-ubyte")) {
            for (int extent : new int[] {0x803, count, SIDE, SIDE}) {
                images.writeInt(extent);
            }
            byte[] pixels = new byte[count * SIDE * SIDE];
            random.nextBytes(pixels);
            images.write(pixels);
            labels.writeInt(0x801);
            labels.writeInt(count);
            for (int i = 0; i < count; i++) {
                labels.writeByte(i % 10);
            }
        }
    }

    private DataOutputStream open(String name) throws IOException {
        return new DataOutputStream(Files.newOutputStream(directory.resolve(name)));
    }
}
