package io.realign.learning.loss;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a step makes small: the sum of the terms by their weights.
 *
 * @param weights of the terms, 0 or more; a term that is not named has none
 * @param entropyWeights whether rows of which the network is sure count more in the domain term (Long et al., Conditional
 *     Adversarial Domain Adaptation, 2018, section 3.3)
 */
public record Objective(Map<LossTerm, Double> weights, boolean entropyWeights) {
    /** The labels of the source alone. */
    public static final Objective SOURCE_ONLY = new Objective(Map.of(LossTerm.CLASS, 1.0), false);

    public Objective {
        EnumMap<LossTerm, Double> copy = new EnumMap<>(LossTerm.class);
        copy.putAll(weights);
        copy.forEach((term, weight) -> {
            if (!(weight >= 0) || Double.isInfinite(weight)) {
                throw new IllegalArgumentException(
                        "%s: expected a weight of 0 or more, got %s".formatted(term, weight));
            }
        });
        weights = Collections.unmodifiableMap(copy);
    }

    public double weight(LossTerm term) {
        return weights.getOrDefault(term, 0.0);
    }

    /** The coefficient of the reversed gradient. */
    public double alpha() {
        return weight(LossTerm.DOMAIN);
    }
}
