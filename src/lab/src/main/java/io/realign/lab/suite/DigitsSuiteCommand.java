package io.realign.lab.suite;

import io.realign.cli.model.ConsoleProgress;
import io.realign.cli.model.Learners;
import io.realign.cli.rows.DataFile;
import io.realign.lab.image.MnistM;
import io.realign.learning.network.NormMode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures adversarial training on images. */
@Command(
        name = "digits",
        description = {
            "Adapts from digits on black background to digits on coloured background (MNIST-M).",
            "Trains the network of the DANN reference implementation from random weights. Prints accuracies in percent",
            "and writes a line for each score."
        },
        mixinStandardHelpOptions = true)
final class DigitsSuiteCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Directory with MNIST's four files, compressed or not.")
    private Path data;

    @Option(
            names = "--photographs",
            paramLabel = "DIR",
            description = "Directory of photographs for the backgrounds; synthetic textures by default.")
    private Path photographs;

    @Option(names = "--steps", defaultValue = "600", description = "Steps of 64 + 64 rows (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--rows",
            defaultValue = "10000",
            description = "Training digits of each domain, at most half of all (default: ${DEFAULT-VALUE}).")
    private int rows;

    @Option(
            names = "--test-rows",
            defaultValue = "2000",
            description = "Digits to score on (default: ${DEFAULT-VALUE}).")
    private int testRows;

    @Option(
            names = "--norm",
            defaultValue = "DOMAIN_SPECIFIC",
            description = "How the network normalises: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private NormMode norm;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            description = "Number of seeds, counted from 1 (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "CSV file of scores to write.")
    private Path out;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        DataFile training = digits("train");
        DataFile test = digits("t10k");
        require("--rows", rows, training.rows().size() / 2);
        require("--test-rows", testRows, test.rows().size());
        MnistM ground = photographs == null ? MnistM.onTextures() : MnistM.onPhotographs(photographs);
        console.printf("target: %s%n", ground);
        SuiteScores sheet = new SuiteScores();
        DigitsSuite suite = new DigitsSuite(Learners.create(), norm, steps, sheet, console);
        for (long seed = 1; seed <= seeds; seed++) {
            suite.run(
                    training.slice(0, rows),
                    training.slice(rows, 2 * rows),
                    test.slice(0, testRows),
                    ground,
                    new ConsoleProgress(console, Clock.systemUTC()),
                    seed);
            sheet.write(out);
        }
        sheet.print(console);
        return 0;
    }

    private DataFile digits(String part) {
        return DataFile.read(file(part + "-images-idx3-ubyte") + ":" + file(part + "-labels-idx1-ubyte"));
    }

    private Path file(String name) {
        Path compressed = data.resolve(name + ".gz");
        return Files.exists(compressed) ? compressed : data.resolve(name);
    }

    private void require(String option, int value, int most) {
        if (value < 2 || value > most) {
            throw new ParameterException(
                    spec.commandLine(), "%s: expected 2 to %d, got %d".formatted(option, most, value));
        }
    }
}
