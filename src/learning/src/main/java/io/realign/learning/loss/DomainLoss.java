package io.realign.learning.loss;

/**
 * How well the domain head tells the domains apart.
 *
 * @param value cross-entropy in nats, each domain counting one half, source rows in proportion to their importance; ln 2
 *     when the head cannot tell them apart
 * @param accuracy share of the rows whose domain the head names, each domain counting one half; the first of equals is
 *     named
 * @param gradient of the value by the domain logits, in their layout; not yet reversed
 */
@SuppressWarnings("ArrayRecordComponent")
public record DomainLoss(double value, double accuracy, double[] gradient) {
    private static final int SOURCE = 0;
    private static final int TARGET = 1;
    private static final int DOMAINS = 2;

    /**
     * The loss of one batch. Without target rows, or without a source row of any importance, there is nothing to tell
     * apart: the value and the slopes are 0. Without target rows the accuracy is one half.
     *
     * @param outputs of the batch's rows
     * @param domainLogits {@code [rows, 2]}, the source's first
     * @param entropyWeights whether a row counts {@code 1 + exp(-entropy)} of its class probabilities, in proportion
     *     within its domain (Long et al., Conditional Adversarial Domain Adaptation, 2018, section 3.3); the weights are
     *     constants to the gradient
     * @throws IllegalArgumentException if the outputs or logits are not of as many rows as the batch has
     */
    public static DomainLoss of(
            TrainingBatch batch, BatchOutputs outputs, double[] domainLogits, boolean entropyWeights) {
        LossTerms.requireSameRows(batch, outputs);
        if (domainLogits.length != batch.size() * DOMAINS) {
            throw new IllegalArgumentException("expected %d domain logits for each of %d rows, got %d in all"
                    .formatted(DOMAINS, batch.size(), domainLogits.length));
        }
        double[] weights = RowWeights.importanceWeights(batch);
        if (entropyWeights) {
            applyEntropyWeights(weights, outputs);
        }
        double[] shares = RowWeights.normalisedByDomain(weights, outputs.sourceRows());
        return of(domainLogits, shares, outputs.sourceRows(), accuracy(domainLogits, outputs));
    }

    private static void applyEntropyWeights(double[] weights, BatchOutputs outputs) {
        double[] logs = new double[outputs.classes()];
        for (int row = 0; row < weights.length; row++) {
            LogSoftmax.apply(outputs.logits(), row * logs.length, 1, logs);
            weights[row] *= 1 + Math.exp(-LogSoftmax.entropy(logs));
        }
    }

    private static DomainLoss of(double[] domainLogits, double[] shares, int sources, double accuracy) {
        double[] slopes = new double[domainLogits.length];
        double[] logs = new double[DOMAINS];
        double value = 0;
        for (int row = 0; row < shares.length; row++) {
            double share = shares[row] / DOMAINS;
            if (share == 0) {
                continue;
            }
            int domain = row < sources ? SOURCE : TARGET;
            LogSoftmax.apply(domainLogits, row * DOMAINS, 1, logs);
            value -= share * logs[domain];
            slopes[row * DOMAINS + SOURCE] = share * Math.exp(logs[SOURCE]);
            slopes[row * DOMAINS + TARGET] = share * Math.exp(logs[TARGET]);
            slopes[row * DOMAINS + domain] -= share;
        }
        return new DomainLoss(value, accuracy, slopes);
    }

    private static double accuracy(double[] domainLogits, BatchOutputs outputs) {
        if (outputs.targetRows() == 0) {
            return .5;
        }
        int source = 0;
        int target = 0;
        for (int row = 0; row < outputs.rows(); row++) {
            boolean namesSource = domainLogits[row * DOMAINS] >= domainLogits[row * DOMAINS + TARGET];
            if (row < outputs.sourceRows()) {
                source += namesSource ? 1 : 0;
            } else {
                target += namesSource ? 0 : 1;
            }
        }
        return (source / (double) outputs.sourceRows() + target / (double) outputs.targetRows()) / 2;
    }
}
