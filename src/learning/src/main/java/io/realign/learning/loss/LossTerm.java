package io.realign.learning.loss;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/** Terms of the training objective. */
public enum LossTerm {
    /** Cross-entropy of the source labels. */
    CLASS,
    /** Cross-entropy of the pseudo-labels that a teacher assigns to target rows. */
    DISTILLATION,
    /**
     * Cross-entropy of the domain head. Its weight is alpha, the coefficient of the reversed gradient for the feature
     * extractor; the domain head itself is always trained with weight 1.
     */
    DOMAIN,
    /** Squared maximum mean discrepancy between the source and target embeddings. */
    MMD,
    /** Distance between the covariances of the source and target embeddings. */
    CORAL,
    /** Entropy of the predictions for target rows. */
    ENTROPY,
    /** Cross-entropy of confident pseudo-labels of target rows. */
    SELF_TRAINING,
    /** Class confusion of the predictions for target rows. */
    MINIMUM_CLASS_CONFUSION;

    /** Returns an unmodifiable copy, in the order of the terms. */
    public static <V> Map<LossTerm, V> copyOf(Map<LossTerm, V> values) {
        Map<LossTerm, V> copy = new EnumMap<>(LossTerm.class);
        copy.putAll(values);
        return Collections.unmodifiableMap(copy);
    }
}
