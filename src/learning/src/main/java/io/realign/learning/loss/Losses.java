package io.realign.learning.loss;

import java.util.Map;

/**
 * Losses of a batch before a training step.
 *
 * @param values unweighted values of the computed terms
 * @param domainAccuracy balanced accuracy of the domain head, 0 to 1; 0.5 without target rows
 */
public record Losses(Map<LossTerm, Double> values, double domainAccuracy) {
    public Losses {
        values = LossTerm.copyOf(values);
    }

    /** The value of a term; 0 if it was not computed. */
    public double of(LossTerm term) {
        return values.getOrDefault(term, 0.0);
    }

    public boolean isFinite() {
        return values.values().stream().allMatch(Double::isFinite);
    }
}
