package io.realign.learning.loss;

/**
 * Loss of the domain head.
 *
 * @param value cross-entropy in nats, with weight one half for each domain and source rows weighted by importance; ln 2 for
 *     an uninformative head
 * @param domainAccuracy balanced domain accuracy, 0 to 1; ties count as source
 * @param gradient gradient with respect to the domain logits, in the same layout; not yet reversed
 */
@SuppressWarnings("ArrayRecordComponent")
public record DomainLoss(double value, double domainAccuracy, double[] gradient) {
    private static final int SOURCE = 0;
    private static final int TARGET = 1;
    private static final int DOMAINS = 2;

    /**
     * Computes the loss of one batch. Value and gradient are 0 without target rows or without source rows of positive
     * importance. Without target rows, the accuracy is 0.5.
     *
     * @param domainLogits {@code [rows, 2]}, the logit of the source first
     * @param entropyWeighted whether rows are weighted by {@code 1 + exp(-entropy)} of their class probabilities, normalised
     *     per domain (Long et al., Conditional Adversarial Domain Adaptation, 2018, section 3.3); no
     *     gradient flows through the weights
     * @throws IllegalArgumentException if outputs or logits do not match the rows of the batch
     */
    public static DomainLoss of(
            TrainingBatch batch, BatchOutputs outputs, double[] domainLogits, boolean entropyWeighted) {
        LossTerms.requireSameRows(batch, outputs);
        if (domainLogits.length != batch.size() * DOMAINS) {
            throw new IllegalArgumentException("expected %d domain logits for each of %d rows, got %d in total"
                    .formatted(DOMAINS, batch.size(), domainLogits.length));
        }
        double[] weights = RowWeights.importanceWeights(batch);
        if (entropyWeighted) {
            applyEntropyWeights(weights, outputs);
        }
        double[] rowWeights = RowWeights.normalisedByDomain(weights, outputs.sourceRows());
        double[] gradient = new double[domainLogits.length];
        double[] logProbabilities = new double[DOMAINS];
        double value = 0;
        for (int row = 0; row < rowWeights.length; row++) {
            double rowWeight = rowWeights[row] / DOMAINS;
            if (rowWeight == 0) {
                continue;
            }
            int domain = row < outputs.sourceRows() ? SOURCE : TARGET;
            LogSoftmax.apply(domainLogits, row * DOMAINS, 1, logProbabilities);
            value -= rowWeight * logProbabilities[domain];
            gradient[row * DOMAINS + SOURCE] = rowWeight * Math.exp(logProbabilities[SOURCE]);
            gradient[row * DOMAINS + TARGET] = rowWeight * Math.exp(logProbabilities[TARGET]);
            gradient[row * DOMAINS + domain] -= rowWeight;
        }
        return new DomainLoss(value, accuracy(domainLogits, outputs), gradient);
    }

    private static void applyEntropyWeights(double[] weights, BatchOutputs outputs) {
        double[] logProbabilities = new double[outputs.classes()];
        for (int row = 0; row < weights.length; row++) {
            LogSoftmax.apply(outputs.logits(), row * logProbabilities.length, 1, logProbabilities);
            weights[row] *= 1 + Math.exp(-LogSoftmax.entropy(logProbabilities));
        }
    }

    private static double accuracy(double[] domainLogits, BatchOutputs outputs) {
        if (outputs.targetRows() == 0) {
            return .5;
        }
        int source = 0;
        int target = 0;
        for (int row = 0; row < outputs.rows(); row++) {
            boolean predictedSource = domainLogits[row * DOMAINS] >= domainLogits[row * DOMAINS + TARGET];
            if (row < outputs.sourceRows()) {
                source += predictedSource ? 1 : 0;
            } else {
                target += predictedSource ? 0 : 1;
            }
        }
        return (source / (double) outputs.sourceRows() + target / (double) outputs.targetRows()) / 2;
    }
}
