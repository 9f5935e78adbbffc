package io.realign.learning.loss;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** The terms of an objective. */
public enum LossTerm {
    /** Cross-entropy of the source labels. */
    CLASS,
    /** Cross-entropy of the soft labels of a teacher for target rows. */
    DISTILLATION,
    /**
     * Cross-entropy of the domain head. The weight is alpha, the coefficient of the reversed gradient of the features; the
     * domain head itself is always trained with weight 1.
     */
    DOMAIN,
    /** Squared maximum mean discrepancy of the source and target embeddings. */
    MMD,
    /** Distance of the covariances of the source and target embeddings. */
    CORAL,
    /** Entropy of the predictions for target rows. */
    ENTROPY,
    /** Cross-entropy of confident pseudo-labels of target rows. */
    SELF_TRAINING,
    /** Minimum class confusion of the predictions for target rows. */
    MINIMUM_CLASS_CONFUSION;

    /** An unmodifiable copy, in the order of the terms. */
    public static <V> Map<LossTerm, V> copyOf(Map<LossTerm, V> values) {
        Map<LossTerm, V> copy = new EnumMap<>(LossTerm.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }
}
