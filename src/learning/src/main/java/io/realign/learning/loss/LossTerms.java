package io.realign.learning.loss;

import java.util.EnumMap;
import java.util.Map;

/** All terms but the domain head's, which is {@link DomainLoss}. */
public final class LossTerms {
    private LossTerms() {}

    /**
     * The values of the terms that the objective gives a weight, and of {@link LossTerm#CLASS} always. Without target rows the
     * terms that speak of the target are 0.
     *
     * @param outputs of the batch's rows
     * @param slopes by the outputs; the slopes of each term, by its weight, are added
     * @return each term's value before it is weighted, in nats for those that are entropies
     * @throws IllegalArgumentException if the outputs are not of as many rows as the batch has
     */
    public static Map<LossTerm, Double> add(
            TrainingBatch batch, BatchOutputs outputs, Objective objective, Gradients slopes) {
        requireSameRows(batch, outputs);
        Map<LossTerm, Double> values = new EnumMap<>(LossTerm.class);
        for (LossTerm term : LossTerm.values()) {
            double weight = objective.weight(term);
            if (term != LossTerm.DOMAIN && (weight > 0 || term == LossTerm.CLASS)) {
                values.put(term, add(term, batch, outputs, weight, slopes));
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

    private static double add(
            LossTerm term, TrainingBatch batch, BatchOutputs outputs, double weight, Gradients slopes) {
        return switch (term) {
            case CLASS -> ClassLoss.add(batch, outputs, weight, slopes);
            case DISTILLATION -> DistillationLoss.add(batch, outputs, weight, slopes);
            case MMD -> MmdLoss.add(batch, outputs, weight, slopes);
            case CORAL -> CoralLoss.add(batch, outputs, weight, slopes);
            case ENTROPY -> EntropyLoss.add(outputs, weight, slopes);
            case SELF_TRAINING -> SelfTrainingLoss.add(outputs, weight, slopes);
            case MINIMUM_CLASS_CONFUSION -> MinimumClassConfusion.add(outputs, weight, slopes);
            case DOMAIN -> throw new IllegalArgumentException("the domain term needs the domain head's logits");
        };
    }
}
