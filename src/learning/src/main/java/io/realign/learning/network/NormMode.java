package io.realign.learning.network;

import io.realign.learning.network.LayerSpec.BatchNorm;
import java.util.List;
import java.util.stream.Stream;

/** Batch normalisation of a network. */
public enum NormMode {
    NONE,
    /** Normalises with the statistics of all rows of a batch. */
    SHARED,
    /** Normalises each domain with its own statistics; without target rows, the target uses those of the source. */
    DOMAIN_SPECIFIC;

    /** Replaces the batch normalisation layers by layers of this mode, or removes them. */
    List<LayerSpec> applyTo(LayerSpec... layers) {
        return Stream.of(layers)
                .filter(layer -> this != NONE || !(layer instanceof BatchNorm))
                .map(layer -> layer instanceof BatchNorm ? new BatchNorm(this == DOMAIN_SPECIFIC) : layer)
                .toList();
    }
}
