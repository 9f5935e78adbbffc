package io.realign.learning.loss;

import java.util.Map;

/**
 * The objective that training minimises: a weighted sum of loss terms.
 *
 * @param weights weight of each term, 0 or more; absent terms have weight 0
 * @param entropyWeighted whether rows with confident predictions have a higher weight in the domain loss (Long et al.,
 *     Conditional Adversarial Domain Adaptation, 2018, section 3.3)
 */
public record Objective(Map<LossTerm, Double> weights, boolean entropyWeighted) {
    public static final Objective SOURCE_ONLY = new Objective(Map.of(LossTerm.CLASS, 1.0), false);

    public Objective {
        weights = LossTerm.copyOf(weights);
        weights.forEach((term, weight) -> {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException("weight of %s: expected 0 or more, got %s".formatted(term, weight));
            }
        });
    }

    public double weight(LossTerm term) {
        return weights.getOrDefault(term, 0.0);
    }

    /** The coefficient of the reversed gradient. */
    public double alpha() {
        return weight(LossTerm.DOMAIN);
    }
}
