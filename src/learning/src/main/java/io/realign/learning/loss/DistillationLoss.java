package io.realign.learning.loss;

/**
 * Cross-entropy of the answers that target rows are to be taught, in nats, each row weighted by the sum of its answer;
 * the mean is over all target rows, so that few answers pull little.
 */
final class DistillationLoss {
    private DistillationLoss() {}

    static double add(TrainingBatch batch, BatchOutputs outputs, double weight, Gradients slopes) {
        double[] logs = new double[outputs.classes()];
        double sum = 0;
        for (int target = 0; target < batch.softLabels().length; target++) {
            float[] answer = batch.softLabels()[target];
            double mass = sum(answer);
            if (mass == 0) {
                continue;
            }
            int from = (outputs.sourceRows() + target) * logs.length;
            LogSoftmax.apply(outputs.logits(), from, 1, logs);
            for (int k = 0; k < logs.length; k++) {
                // A class that the teacher excludes costs nothing, however small its probability.
                sum -= answer[k] == 0 ? 0 : answer[k] * logs[k];
                slopes.logits()[from + k] += weight / outputs.targetRows() * (mass * Math.exp(logs[k]) - answer[k]);
            }
        }
        return sum / Math.max(1, outputs.targetRows());
    }

    private static double sum(float[] answer) {
        double sum = 0;
        for (float share : answer) {
            sum += share;
        }
        return sum;
    }
}
