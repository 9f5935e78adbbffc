package io.realign.learning.network;

import io.realign.learning.network.LayerSpec.BatchNorm;
import java.util.List;
import java.util.stream.Stream;

/** Batch normalisation of a network. */
public enum NormMode {
    NONE,
    /** Over all rows of a batch. */
    SHARED,
    /** Over the rows of each domain separately; without target rows the target inherits the statistics of the source. */
    DOMAIN_SPECIFIC;

    /** Replaces the batch normalisation layers by layers of this mode, or removes them. */
    List<LayerSpec> applyTo(LayerSpec... layers) {
        return Stream.of(layers)
                .filter(layer -> this != NONE || !(layer instanceof BatchNorm))
                .map(layer -> layer instanceof BatchNorm ? new BatchNorm(this == DOMAIN_SPECIFIC) : layer)
                .toList();
    }
}
