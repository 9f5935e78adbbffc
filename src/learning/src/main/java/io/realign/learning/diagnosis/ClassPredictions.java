package io.realign.learning.diagnosis;

import io.realign.learning.network.ModelOutputs;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Predicted classes.
 *
 * @param classes class of each row; {@value #NO_CLASS} for a row with NaN or infinite probabilities
 */
@SuppressWarnings("ArrayRecordComponent")
record ClassPredictions(int[] classes) {
    private static final int NO_CLASS = -1;

    static ClassPredictions of(ModelOutputs outputs) {
        return new ClassPredictions(Stream.of(outputs.probabilities())
                .mapToInt(ClassPredictions::predict)
                .toArray());
    }

    private static int predict(float[] probabilities) {
        for (float probability : probabilities) {
            if (!Float.isFinite(probability)) {
                return NO_CLASS;
            }
        }
        return ModelOutputs.mostProbable(probabilities);
    }

    /** Fraction of rows with the same class as in {@code others}; a row without a class never agrees. */
    double agreement(int[] others) {
        return IntStream.range(0, classes.length)
                        .filter(row -> classes[row] != NO_CLASS && classes[row] == others[row])
                        .count()
                / (double) classes.length;
    }

    double nanFraction() {
        return IntStream.of(classes).filter(label -> label == NO_CLASS).count() / (double) classes.length;
    }
}
