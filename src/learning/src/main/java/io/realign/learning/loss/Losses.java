package io.realign.learning.loss;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a step cost before it was taken.
 *
 * @param values of the terms, before they are weighted; those that were not asked for are left out
 * @param domainAccuracy share of the rows whose domain the domain head names, each domain counting one half; 0.5 without
 *     target rows
 */
public record Losses(Map<LossTerm, Double> values, double domainAccuracy) {
    public Losses {
        EnumMap<LossTerm, Double> copy = new EnumMap<>(LossTerm.class);
        copy.putAll(values);
        values = Collections.unmodifiableMap(copy);
    }

    /** The value of a term, 0 if it was not asked for. */
    public double of(LossTerm term) {
        return values.getOrDefault(term, 0.0);
    }

    /** Whether every value is a number. */
    public boolean finite() {
        return values.values().stream().allMatch(Double::isFinite);
    }
}
