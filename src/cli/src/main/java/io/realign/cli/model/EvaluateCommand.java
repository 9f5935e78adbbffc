package io.realign.cli.model;

import io.realign.cli.rows.DataFile;
import io.realign.client.internal.OnnxScorer;
import io.realign.learning.network.ModelOutputs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scores a model on labelled rows of the domain that it serves. */
@Command(
        name = "evaluate",
        description = "Prints a model's accuracy on labelled rows, over all and by class, and what it takes for what.",
        mixinStandardHelpOptions = true)
public final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Directory that 'adapt' has written.")
    private Path model;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Rows with labels.")
    private String data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        ModelFolder folder = new ModelFolder(model);
        List<String> labels = folder.labels();
        DataFile file = LabelledTables.of(folder.shape(), data, LabelledTables.read(data, console));
        int[] classes = file.classIndices(labels);
        ConfusionMatrix confusion = new ConfusionMatrix(labels.size());
        float[][] rows = file.features();
        float[][] answers = new OnnxScorer(rows[0].length, labels)
                .probabilities(folder.candidate().inference(), rows);
        for (int row = 0; row < classes.length; row++) {
            if (classes[row] >= 0) {
                confusion.add(classes[row], ModelOutputs.mostProbable(answers[row]));
            }
        }
        if (confusion.rows() == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--data %s: expected rows with one of the labels %s".formatted(data, labels));
        }
        console.printf(
                Locale.ROOT,
                "%d rows, accuracy %.2f %%, mean over classes %.2f %%%n",
                confusion.rows(),
                100 * confusion.accuracy(),
                100 * confusion.balancedAccuracy());
        confusion.table(labels).forEach(console::println);
        if (confusion.rows() < classes.length) {
            console.printf(
                    "%d rows without one of the model's labels were passed over%n", classes.length - confusion.rows());
        }
        console.flush();
        return 0;
    }
}
