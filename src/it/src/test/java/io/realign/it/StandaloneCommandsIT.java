package io.realign.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.realign.it.Documents.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the documented commands that need no broker. Long commands, and commands on public data sets, run with a reduced
 * workload: few seeds and steps, small tables of the same layout.
 */
class StandaloneCommandsIT {
    /** Commands that run in this order, because they read the output of earlier ones. */
    private static final List<ReducedCommand> DEPENDENT = List.of(
            new ReducedCommand("realign.jar adapt --source", "--source laboratory.csv --target oven-3.csv", "MODEL"),
            new ReducedCommand("realign.jar adapt --from", "--source laboratory.csv --target oven-3.csv", "NEXT"),
            new ReducedCommand("realign.jar evaluate", "--data laboratory.csv", "accuracy"),
            new ReducedCommand("realign.jar diagnose", "--source laboratory.csv --target oven-3.csv", "recommendation"),
            new ReducedCommand("lab.jar streams", "--out streams --seed 7", "gaussian-32"),
            new ReducedCommand(
                    "realign.jar detect",
                    "--ref streams/gaussian-32/ref.csv --stream streams/gaussian-32/stream.csv",
                    "alarms"));

    private static final List<ReducedCommand> INDEPENDENT = List.of(
            new ReducedCommand("lab.jar suite gas", "--data batches --seeds 1 --budget 1", "selected by the gate"),
            new ReducedCommand("lab.jar suite synthetic", "--seeds 1 --budget 1 --window 64 --only label", "| LABEL "),
            new ReducedCommand("lab.jar suite gate", "--seeds 1 --only unchanged", "as released"),
            new ReducedCommand(
                    "lab.jar suite digits", "--data digits --rows 32 --steps 2 --test-rows 32", "dann-entropy"),
            new ReducedCommand("lab.jar suite endurance", "--steps 100", "the same bytes"),
            new ReducedCommand(
                    "lab.jar arl",
                    "--mnist digits --references 2 --alarms 1 --arl 100 --random-features 64 --rows 200"
                            + " --only gaussian-32",
                    "| gaussian-32 | Realign |"),
            new ReducedCommand(
                    "lab.jar alerts",
                    "--mnist digits --references 1 --rows 200 --random-features 64 --events 100 --trials 1"
                            + " --only sensors-8",
                    "| sensors-8 | stuck |"),
            new ReducedCommand(
                    "lab.jar fleet",
                    "--references 1 --domains 2 --events 100 --rows 200 --random-features 64 --arl 1000",
                    "| raw |"),
            new ReducedCommand(
                    "lab.jar gas-alerts",
                    "--data batches --seeds 1 --random-features 64",
                    "exactly one alert per change"),
            new ReducedCommand(
                    "lab.jar stream-alerts",
                    "--data laboratory.csv --reference 300 --changes 400,500 --seeds 1 --random-features 64",
                    "alerts in the first part"),
            new ReducedCommand(
                    "lab.jar electricity-alerts",
                    "--data electricity.csv --seeds 1 --random-features 64",
                    "| `--quiet-events 1000` | 1 |"),
            new ReducedCommand(
                    "lab.jar delays",
                    "--mnist digits --only gaussian-32 --references 1 --alarms 5 --arl 100 --random-features 64 --rows 200"
                            + " --changes 4 --events-before-change 20 --method Realign",
                    "| gaussian-32 | dependence |"),
            new ReducedCommand("lab.jar poison", "--references 1 --random-features 64", "| constant |"),
            new ReducedCommand(
                    "lab.jar speed",
                    "--widths 4 --random-features 64 --reference-rows 256 --millis 20",
                    "| correlated | 4 |"),
            new ReducedCommand(
                    "io.realign.lab.job.JobThroughput",
                    "--events 5000 --pairs 1 --width 8 --random-features 64 --domains 2",
                    "median ratio"));

    /** The commands end before the optimizing compiler pays off. */
    private static final Map<String, String> ENVIRONMENT =
            Map.of("OMP_NUM_THREADS", "1", "JAVA_TOOL_OPTIONS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");

    private static final String PYTORCH = "torch/compare.py";
    private static final String ROUNDS_AND_FRACTION = " 1 .1";

    private static final Pattern REPOSITORY_PATHS =
            Pattern.compile("(?<=[ ':])(?=(?:src|stream-jobs|adapter-service)/)");

    @TempDir
    static Path work;

    /**
     * A command with a reduced workload.
     *
     * @param documented part of the documented command
     * @param values options to replace or append, with their values
     * @param output part of the expected output
     */
    private record ReducedCommand(String documented, String values, String output) {
        private static final Pattern OPTION = Pattern.compile("(--\\S+) (\\S+)");

        String reduce(String text) {
            String[] reduced = {text.replaceAll("[\\[\\]]", "")};
            OPTION.matcher(values).results().forEach(option -> {
                Matcher existing = Pattern.compile(option.group(1) + " \\S+").matcher(reduced[0]);
                reduced[0] =
                        existing.find() ? existing.replaceFirst(option.group()) : reduced[0] + " " + option.group();
            });
            return reduced[0];
        }
    }

    /** Returns whether this test runs the command. */
    static boolean runs(Command command) {
        return reducedCommand(command).isPresent() || command.text().contains(PYTORCH);
    }

    private static Optional<ReducedCommand> reducedCommand(Command command) {
        return Stream.concat(DEPENDENT.stream(), INDEPENDENT.stream())
                .filter(reduced -> command.text().contains(reduced.documented() + " ")
                        || command.text().endsWith(reduced.documented()))
                .findFirst();
    }

    @BeforeAll
    static void writeTables() throws IOException {
        SampleCsv.write(work.resolve("laboratory.csv"), 600, 0);
        SampleCsv.write(work.resolve("oven-3.csv"), 100, 1);
        Files.write(work.resolve("electricity.csv"), electricityRows());
        UciGasFiles.write(Files.createDirectory(work.resolve("batches")), 2, 140);
        MnistFiles.write(Files.createDirectory(work.resolve("digits")), 64, 32);
    }

    private static List<String> electricityRows() {
        Random random = new Random(1);
        return Stream.concat(
                        Stream.of("nswprice,nswdemand,vicprice,vicdemand,transfer"),
                        random.doubles(1300).mapToObj("%1$s,%1$s,0,0,0"::formatted))
                .toList();
    }

    /** Runs two commands at a time; most of them keep one core busy. */
    @TestFactory
    Stream<DynamicTest> everyCommand_succeeds_andPrintsTheExpectedOutput() throws IOException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        List<DynamicTest> tests = new ArrayList<>();
        CompletableFuture<Void> predecessor = CompletableFuture.completedFuture(null);
        for (ReducedCommand reduced : DEPENDENT) {
            for (Command command : commands(reduced)) {
                CompletableFuture<CommandResult> result =
                        predecessor.thenApplyAsync(ignored -> execute(reduced.reduce(command.text())), executor);
                tests.add(dynamicTest(
                        command.toString(),
                        () -> assertThat(result.join().requireSuccess()).contains(reduced.output())));
                predecessor = result.thenAccept(ignored -> {});
            }
        }
        for (ReducedCommand reduced : INDEPENDENT) {
            for (Command command : commands(reduced)) {
                CompletableFuture<CommandResult> result =
                        CompletableFuture.supplyAsync(() -> execute(reduced.reduce(command.text())), executor);
                tests.add(dynamicTest(
                        command.toString(),
                        () -> assertThat(result.join().requireSuccess()).contains(reduced.output())));
            }
        }
        return tests.stream().onClose(executor::shutdownNow);
    }

    private static List<Command> commands(ReducedCommand reduced) throws IOException {
        return Documents.commands().stream()
                .filter(command -> reducedCommand(command).equals(Optional.of(reduced)))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> comparisonWithPyTorch_printsBothMedians() throws IOException {
        return Documents.commands().stream()
                .filter(command -> command.text().contains(PYTORCH))
                .map(command -> dynamicTest(command.toString(), () -> compare(command)));
    }

    private static void compare(Command command) {
        Optional<String> python = PythonCommands.interpreterFor("import torch");
        assumeTrue(python.isPresent(), "NOT RUN: no Python interpreter has PyTorch");

        assertThat(execute(command.text().replaceFirst("python3", python.orElseThrow()) + ROUNDS_AND_FRACTION)
                        .requireSuccess())
                .contains("| mlp | median |", "| cnn | median |");
    }

    private static CommandResult execute(String text) {
        String line = REPOSITORY_PATHS.matcher(text).replaceAll(Documents.ROOT + "/");
        return CommandResult.run(List.of("bash", "-c", line), work, ENVIRONMENT);
    }
}
