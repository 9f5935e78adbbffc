package io.realign.learning.loss;

/** Mean cross-entropy of the labels of the source rows, in nats. Importance plays no part. */
final class ClassLoss {
    private ClassLoss() {}

    static double add(TrainingBatch batch, BatchOutputs outputs, double weight, Gradients slopes) {
        double[] logs = new double[outputs.classes()];
        double factor = weight / outputs.sourceRows();
        double sum = 0;
        for (int row = 0; row < outputs.sourceRows(); row++) {
            int from = row * logs.length;
            LogSoftmax.apply(outputs.logits(), from, 1, logs);
            sum -= logs[batch.labels()[row]];
            for (int k = 0; k < logs.length; k++) {
                slopes.logits()[from + k] += factor * Math.exp(logs[k]);
            }
            slopes.logits()[from + batch.labels()[row]] -= factor;
        }
        return sum / outputs.sourceRows();
    }
}
