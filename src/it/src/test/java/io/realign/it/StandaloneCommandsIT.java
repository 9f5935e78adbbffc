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
 * The commands of the documents that need no broker. Those that would take minutes to hours, or data that is not here, get
 * less to do: few seeds and steps, small tables of the same layout.
 */
class StandaloneCommandsIT {
    /** What comes later reads what came before. */
    private static final List<ReducedCommand> IN_TURN = List.of(
            new ReducedCommand("realign.jar adapt --source", "--source laboratory.csv --target oven-3.csv", "MODEL"),
            new ReducedCommand("realign.jar adapt --from", "--source laboratory.csv --target oven-3.csv", "NEXT"),
            new ReducedCommand("realign.jar evaluate", "--data laboratory.csv", "accuracy"),
            new ReducedCommand("realign.jar diagnose", "--source laboratory.csv --target oven-3.csv", "recommendation"),
            new ReducedCommand("realign.jar streams", "--out streams --seed 7", "gaussian-32"),
            new ReducedCommand(
                    "realign.jar detect",
                    "--ref streams/gaussian-32/ref.csv --stream streams/gaussian-32/stream.csv",
                    "alarms"));

    private static final List<ReducedCommand> APART = List.of(
            new ReducedCommand("realign.jar suite gas", "--data batches --seeds 1 --budget 1", "chosen by the gate"),
            new ReducedCommand(
                    "realign.jar suite synthetic", "--seeds 1 --budget 1 --window 64 --only label", "| LABEL "),
            new ReducedCommand("realign.jar suite gate", "--seeds 1 --only unchanged", "as released"),
            new ReducedCommand(
                    "realign.jar suite digits", "--data digits --rows 32 --steps 2 --test-rows 32", "dann-entropy"),
            new ReducedCommand("realign.jar suite endurance", "--steps 100", "the same bytes"),
            new ReducedCommand(
                    "bench.jar arl",
                    "--references 2 --alarms 1 --arl 100 --outputs 64 --rows 200 --only gaussian-32",
                    "| gaussian-32 | Realign |"),
            new ReducedCommand(
                    "bench.jar episodes", "--data batches --seeds 1 --outputs 64", "exactly one alert a change"),
            new ReducedCommand(
                    "bench.jar delays",
                    "--mnist digits --only gaussian-32 --references 1 --alarms 5 --arl 100 --outputs 64 --rows 200"
                            + " --events 4 --quiet 20",
                    "| gaussian-32 | dependence |"),
            new ReducedCommand("bench.jar poison", "--references 1 --outputs 64", "| constant |"),
            new ReducedCommand(
                    "bench.jar speed", "--widths 4 --outputs 64 --reference 256 --millis 20", "| concentrated | 4 |"),
            new ReducedCommand(
                    "io.realign.lab.job.JobThroughput",
                    "--events 5000 --pairs 1 --width 8 --outputs 64 --domains 2",
                    "median ratio"));

    private static final String PYTORCH = "torch/compare.py";
    private static final String ROUNDS_AND_SHARE = " 1 .1";

    private static final Pattern PLACES = Pattern.compile("(?<=[ ':])(?=(?:src|stream-jobs|adapter-service)/)");

    @TempDir
    static Path work;

    /**
     * A command with less to do.
     *
     * @param shown words of the command as documents show it
     * @param values options with the values that they get here, whether documents show them or not
     * @param says words of what it says in the end
     */
    private record ReducedCommand(String shown, String values, String says) {
        private static final Pattern OPTION = Pattern.compile("(--\\S+) (\\S+)");

        String of(String text) {
            String[] less = {text.replaceAll("[\\[\\]]", "")};
            OPTION.matcher(values).results().forEach(option -> {
                Matcher there = Pattern.compile(option.group(1) + " \\S+").matcher(less[0]);
                less[0] = there.find() ? there.replaceFirst(option.group()) : less[0] + " " + option.group();
            });
            return less[0];
        }
    }

    /** Whether it is run here. */
    static boolean runs(Command command) {
        return small(command).isPresent() || command.text().contains(PYTORCH);
    }

    private static Optional<ReducedCommand> small(Command command) {
        return Stream.concat(IN_TURN.stream(), APART.stream())
                .filter(small -> command.text().contains(small.shown() + " ")
                        || command.text().endsWith(small.shown()))
                .findFirst();
    }

    @BeforeAll
    static void tables() throws IOException {
        SampleCsv.write(work.resolve("laboratory.csv"), 600, 0);
        SampleCsv.write(work.resolve("oven-3.csv"), 100, 1);
        UciGasFiles.write(Files.createDirectory(work.resolve("batches")), 2, 140);
        MnistFiles.write(Files.createDirectory(work.resolve("digits")), 64, 32);
    }

    /** Two at a time, as most of them keep one core busy. */
    @TestFactory
    Stream<DynamicTest> everyCommand_endsWell_andSaysWhatItIsThereFor() throws IOException {
        ExecutorService two = Executors.newFixedThreadPool(2);
        List<DynamicTest> tests = new ArrayList<>();
        CompletableFuture<Void> before = CompletableFuture.completedFuture(null);
        for (ReducedCommand small : IN_TURN) {
            for (Command command : commands(small)) {
                CompletableFuture<CommandResult> tried =
                        before.thenApplyAsync(nothing -> tried(small.of(command.text())), two);
                tests.add(dynamicTest(
                        command.toString(),
                        () -> assertThat(tried.join().requireSuccess()).contains(small.says())));
                before = tried.thenAccept(whatever -> {});
            }
        }
        for (ReducedCommand small : APART) {
            for (Command command : commands(small)) {
                CompletableFuture<CommandResult> tried =
                        CompletableFuture.supplyAsync(() -> tried(small.of(command.text())), two);
                tests.add(dynamicTest(
                        command.toString(),
                        () -> assertThat(tried.join().requireSuccess()).contains(small.says())));
            }
        }
        return tests.stream().onClose(two::shutdownNow);
    }

    private static List<Command> commands(ReducedCommand small) throws IOException {
        return Documents.commands().stream()
                .filter(command -> small(command).equals(Optional.of(small)))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> learnerAndPytorch_areCompared() throws IOException {
        return Documents.commands().stream()
                .filter(command -> command.text().contains(PYTORCH))
                .map(command -> dynamicTest(command.toString(), () -> compare(command)));
    }

    private static void compare(Command command) {
        Optional<String> python = PythonCommands.interpreterFor("import torch");
        assumeTrue(python.isPresent(), "NOT RUN: no Python here has PyTorch");

        assertThat(tried(command.text().replaceFirst("python3", python.orElseThrow()) + ROUNDS_AND_SHARE)
                        .requireSuccess())
                .contains("| mlp | median |", "| cnn | median |");
    }

    private static CommandResult tried(String text) {
        String line = PLACES.matcher(text).replaceAll(Documents.ROOT + "/");
        return CommandResult.run(List.of("bash", "-c", line), work, Map.of("OMP_NUM_THREADS", "1"));
    }
}
