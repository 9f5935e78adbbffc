package io.realign.learning.loss;

import io.realign.learning.network.Batch;

/**
 * How well the domain head tells the domains apart.
 *
 * @param value mean cross-entropy, each domain weighing one half, in nats; 0 without target rows
 * @param accuracy share of the rows whose domain it names, each domain weighing one half; 0.5 without target rows
 * @param slopes of the value by the domain logits, in their layout
 */
@SuppressWarnings("ArrayRecordComponent")
public record DomainLoss(double value, double accuracy, double[] slopes) {
    /**
     * Source rows weigh by their importance.
     *
     * @param domainLogits {@code [rows, 2]}, the source's first
     */
    public static DomainLoss of(Batch batch, Outputs outputs, double[] domainLogits, boolean entropyWeights) {
        double[] slopes = new double[domainLogits.length];
        if (outputs.targets() == 0) {
            return new DomainLoss(0, .5, slopes);
        }
        double total = 0;
        for (double importance : batch.importance()) {
            total += importance;
        }
        double value = 0;
        double accuracy = 0;
        for (int row = 0; row < outputs.rows(); row++) {
            boolean source = row < outputs.sources();
            double weight = .5 * (source ? batch.importance()[row] / total : 1.0 / outputs.targets());
            double margin = domainLogits[2 * row] - domainLogits[2 * row + 1];
            double signed = source ? margin : -margin;
            double wrong = 1 / (1 + Math.exp(signed));
            value += weight * (Math.max(0, -signed) + Math.log1p(Math.exp(-Math.abs(signed))));
            accuracy += signed > 0 ? .5 / (source ? outputs.sources() : outputs.targets()) : 0;
            slopes[2 * row] = source ? -weight * wrong : weight * wrong;
            slopes[2 * row + 1] = -slopes[2 * row];
        }
        return new DomainLoss(value, accuracy, slopes);
    }
}
