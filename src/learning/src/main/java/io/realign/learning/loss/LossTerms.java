package io.realign.learning.loss;

import java.util.EnumMap;
import java.util.Map;

/** Computes all loss terms except {@link DomainLoss}. */
public final class LossTerms {
    private LossTerms() {}

    /**
     * Computes {@link LossTerm#CLASS} and the terms with a positive weight. Without target rows, terms that use them are 0.
     *
     * @param gradients receives the sum of the weighted gradients
     * @return unweighted values; entropies and cross-entropies in nats
     * @throws IllegalArgumentException if the outputs do not match the rows of the batch
     */
    public static Map<LossTerm, Double> addGradients(
            TrainingBatch batch, BatchOutputs outputs, Objective objective, Gradients gradients) {
        requireSameRows(batch, outputs);
        Map<LossTerm, Double> values = new EnumMap<>(LossTerm.class);
        for (LossTerm term : LossTerm.values()) {
            double weight = objective.weight(term);
            if (term != LossTerm.DOMAIN && (weight > 0 || term == LossTerm.CLASS)) {
                values.put(term, addGradient(term, batch, outputs, weight, gradients));
            }
        }
        return values;
    }

    static void requireSameRows(TrainingBatch batch, BatchOutputs outputs) {
        if (batch.source().length != outputs.sourceRows() || batch.target().length != outputs.targetRows()) {
            throw new IllegalArgumentException("expected outputs of %d source and %d target rows, got %d and %d"
                    .formatted(
                            batch.source().length, batch.target().length, outputs.sourceRows(), outputs.targetRows()));
        }
    }

    private static double addGradient(
            LossTerm term, TrainingBatch batch, BatchOutputs outputs, double gradientWeight, Gradients gradients) {
        return switch (term) {
            case CLASS -> LogitLosses.crossEntropy(batch, outputs, gradientWeight, gradients);
            case DISTILLATION -> LogitLosses.distillation(batch, outputs, gradientWeight, gradients);
            case MMD -> MmdLoss.addGradient(batch, outputs, gradientWeight, gradients);
            case CORAL -> CoralLoss.addGradient(batch, outputs, gradientWeight, gradients);
            case ENTROPY -> LogitLosses.entropy(outputs, gradientWeight, gradients);
            case SELF_TRAINING -> LogitLosses.selfTraining(outputs, gradientWeight, gradients);
            case MINIMUM_CLASS_CONFUSION -> MinimumClassConfusion.addGradient(outputs, gradientWeight, gradients);
            case DOMAIN -> throw new IllegalArgumentException("the domain term needs the logits of the domain head");
        };
    }
}
