package io.realign.learning.network;

import java.util.List;

/**
 * The network: rows - features = embedding - class head = logits; and, behind the reversal of the gradient, embedding -
 * domain head = two logits, the source's first.
 *
 * @param input shape of a row, {@code [width]} or {@code [channels, height, width]}
 * @param classes 2 or more
 * @param features layers up to the embedding
 * @param classHead layers above it; the last one is dense, {@code classes} wide
 * @param domainHead layers above it; the last one is dense, 2 wide
 * @param conditional whether the domain head sees the embedding times each class probability (Long et al., Conditional
 *     Adversarial Domain Adaptation, 2018, equation 4) instead of the embedding alone
 */
public record NetSpec(
        List<Integer> input,
        int classes,
        List<LayerSpec> features,
        List<LayerSpec> classHead,
        List<LayerSpec> domainHead,
        boolean conditional) {
    public NetSpec {
        input = List.copyOf(input);
        features = List.copyOf(features);
        classHead = List.copyOf(classHead);
        domainHead = List.copyOf(domainHead);
    }
}
