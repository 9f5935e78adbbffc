package io.realign.learning.loss;

import io.realign.learning.network.Batch;

/**
 * Cross-entropy of the answers that target rows are to be taught, in nats, each row weighted by the sum of its answer;
 * the mean is over all target rows, so that few answers pull little.
 */
final class TaughtLoss {
    private TaughtLoss() {}

    static double add(Batch batch, Outputs outputs, double weight, Slopes slopes) {
        double[] logs = new double[outputs.classes()];
        double sum = 0;
        for (int target = 0; target < batch.answers().length; target++) {
            float[] answer = batch.answers()[target];
            double mass = sum(answer);
            if (mass == 0) {
                continue;
            }
            int from = (outputs.sources() + target) * logs.length;
            Softmax.logs(outputs.logits(), from, 1, logs);
            for (int k = 0; k < logs.length; k++) {
                // A class that the teacher excludes costs nothing, however small its probability.
                sum -= answer[k] == 0 ? 0 : answer[k] * logs[k];
                slopes.logits()[from + k] += weight / outputs.targets() * (mass * Math.exp(logs[k]) - answer[k]);
            }
        }
        return sum / Math.max(1, outputs.targets());
    }

    private static double sum(float[] answer) {
        double sum = 0;
        for (float share : answer) {
            sum += share;
        }
        return sum;
    }
}
