package io.realign.learning.loss;

import io.realign.learning.network.Batch;
import java.util.EnumMap;
import java.util.Map;

/** The terms that follow from embeddings and logits: all but {@link Term#DOMAIN}. */
public final class Terms {
    private Terms() {}

    /** Adds each term's slopes, times its weight, to {@code slopes}. Returns the values before they are weighted. */
    public static Map<Term, Double> add(Batch batch, Outputs outputs, Objective objective, Slopes slopes) {
        Map<Term, Double> values = new EnumMap<>(Term.class);
        objective.weights().forEach((term, weight) -> {
            if (term == Term.CLASS) {
                values.put(term, ofLabels(batch, outputs, weight, slopes));
            } else if (term == Term.TAUGHT) {
                values.put(term, taught(batch, outputs, weight, slopes));
            }
        });
        return values;
    }

    private static double ofLabels(Batch batch, Outputs outputs, double weight, Slopes slopes) {
        double value = 0;
        for (int row = 0; row < outputs.sources(); row++) {
            double[] answer = new double[outputs.classes()];
            answer[batch.labels()[row]] = 1;
            value += crossEntropy(row, answer, outputs, weight / outputs.sources(), slopes);
        }
        return value / outputs.sources();
    }

    private static double taught(Batch batch, Outputs outputs, double weight, Slopes slopes) {
        double value = 0;
        for (int row = 0; row < batch.answers().length; row++) {
            double[] answer = new double[outputs.classes()];
            for (int i = 0; i < answer.length; i++) {
                answer[i] = batch.answers()[row][i];
            }
            value += crossEntropy(outputs.sources() + row, answer, outputs, weight / outputs.targets(), slopes);
        }
        return batch.answers().length == 0 ? 0 : value / outputs.targets();
    }

    /** {@code -sum(y log softmax(x))}, with the slopes {@code sum(y) softmax(x) - y}. */
    private static double crossEntropy(int row, double[] answer, Outputs outputs, double weight, Slopes slopes) {
        int from = row * outputs.classes();
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < answer.length; i++) {
            largest = Math.max(largest, outputs.logits()[from + i]);
        }
        double sum = 0;
        double mass = 0;
        for (int i = 0; i < answer.length; i++) {
            sum += Math.exp(outputs.logits()[from + i] - largest);
            mass += answer[i];
        }
        double value = 0;
        for (int i = 0; i < answer.length; i++) {
            double logarithm = outputs.logits()[from + i] - largest - Math.log(sum);
            value -= answer[i] == 0 ? 0 : answer[i] * logarithm;
            slopes.logits()[from + i] += weight * (mass * Math.exp(logarithm) - answer[i]);
        }
        return value;
    }
}
