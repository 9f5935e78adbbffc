package io.realign.learning.loss;

import io.realign.learning.network.Batch;
import java.util.EnumMap;
import java.util.Map;

/** All terms but the domain head's, which is {@link DomainLoss}. */
public final class Terms {
    private Terms() {}

    /**
     * The values of the terms that the objective gives a weight, and of {@link Term#CLASS} always. Without target rows the
     * terms that speak of the target are 0.
     *
     * @param outputs of the batch's rows
     * @param slopes by the outputs; the slopes of each term, by its weight, are added
     * @return each term's value before it is weighted, in nats for those that are entropies
     * @throws IllegalArgumentException if the outputs are not of as many rows as the batch has
     */
    public static Map<Term, Double> add(Batch batch, Outputs outputs, Objective objective, Slopes slopes) {
        requireSameRows(batch, outputs);
        Map<Term, Double> values = new EnumMap<>(Term.class);
        for (Term term : Term.values()) {
            double weight = objective.weight(term);
            if (term != Term.DOMAIN && (weight > 0 || term == Term.CLASS)) {
                values.put(term, add(term, batch, outputs, weight, slopes));
            }
        }
        return values;
    }

    static void requireSameRows(Batch batch, Outputs outputs) {
        if (batch.source().length != outputs.sources() || batch.target().length != outputs.targets()) {
            throw new IllegalArgumentException("expected outputs of %d source and %d target rows, got %d and %d"
                    .formatted(batch.source().length, batch.target().length, outputs.sources(), outputs.targets()));
        }
    }

    private static double add(Term term, Batch batch, Outputs outputs, double weight, Slopes slopes) {
        return switch (term) {
            case CLASS -> ClassLoss.add(batch, outputs, weight, slopes);
            case TAUGHT -> TaughtLoss.add(batch, outputs, weight, slopes);
            case MMD -> Mmd.add(batch, outputs, weight, slopes);
            case CORAL -> Coral.add(batch, outputs, weight, slopes);
            case ENTROPY -> EntropyLoss.add(outputs, weight, slopes);
            case SELF_TRAINING -> SelfTraining.add(outputs, weight, slopes);
            case CONFUSION -> Confusion.add(outputs, weight, slopes);
            case DOMAIN -> throw new IllegalArgumentException("the domain term needs the domain head's logits");
        };
    }
}
