package io.realign.cli.model;

import io.realign.cli.rows.DataFile;
import io.realign.client.internal.OnnxScorer;
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

/** Evaluates a model on labelled rows. */
@Command(name = "evaluate", description = "Prints the accuracy and the confusion matrix of a model on labelled rows.")
public final class EvaluateCommand implements Callable<Integer> {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "MODEL",
            description = "Model directory written by 'adapt'.")
    private Path model;

    @Option(names = "--data", required = true, paramLabel = "FILE", description = "Labelled rows.")
    private String data;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter console = spec.commandLine().getOut();
        ModelFolder folder = new ModelFolder(model);
        List<String> labels = folder.labels();
        DataFile file = DataFileReader.toShape(folder.shape(), data, DataFileReader.read(data, console));
        int[] classes = file.classIndices(labels);
        float[][] rows = file.features();
        float[][] probabilities = new OnnxScorer(rows[0].length, labels)
                .probabilities(folder.model().onnxModel(), rows);
        ConfusionMatrix confusion = ConfusionMatrix.of(probabilities, classes, labels.size());
        if (confusion.rows() == 0) {
            throw new ParameterException(
                    spec.commandLine(), "--data %s: expected rows with one of the labels %s".formatted(data, labels));
        }
        console.printf(
                Locale.ROOT,
                "%d rows, accuracy %.2f %%, balanced accuracy %.2f %%%n",
                confusion.rows(),
                100 * confusion.accuracy(),
                100 * confusion.balancedAccuracy());
        confusion.table(labels).forEach(console::println);
        if (confusion.rows() < classes.length) {
            console.printf(
                    "%d rows skipped: their label is not a class of the model%n", classes.length - confusion.rows());
        }
        return 0;
    }
}
