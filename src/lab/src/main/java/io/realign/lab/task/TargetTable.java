package io.realign.lab.task;

import io.realign.cli.model.ModelTraining;
import io.realign.learning.network.ModelOutputs;
import io.realign.learning.training.TrainedModel;
import java.util.stream.Stream;

/**
 * A target and its labels, which are used for evaluation only.
 *
 * @param rows raw features
 * @param labels class of each row, from 0
 */
@SuppressWarnings("ArrayRecordComponent")
public record TargetTable(String name, float[][] rows, int[] labels) {
    /** Returns the accuracy of a model, 0 to 1. */
    public double accuracy(ModelTraining training, TrainedModel model) {
        return accuracy(Stream.of(training.targetProbabilities(model, rows))
                .mapToInt(ModelOutputs::mostProbable)
                .toArray());
    }

    /** Returns the first {@code count} rows, or all rows if there are fewer. */
    public float[][] firstRows(int count) {
        return Stream.of(rows).limit(count).toArray(float[][]::new);
    }

    /** Returns the fraction of correct predictions. */
    double accuracy(int[] predictions) {
        if (predictions.length != labels.length) {
            throw new IllegalArgumentException(
                    "expected %d predictions, got %d".formatted(labels.length, predictions.length));
        }
        int correct = 0;
        for (int row = 0; row < labels.length; row++) {
            correct += predictions[row] == labels[row] ? 1 : 0;
        }
        return correct / (double) labels.length;
    }
}
