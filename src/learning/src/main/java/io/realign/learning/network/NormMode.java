package io.realign.learning.network;

import io.realign.learning.network.LayerSpec.BatchNorm;
import java.util.List;
import java.util.stream.Stream;

/** How a network normalises what its layers pass on. */
public enum NormMode {
    NONE,
    /** Over all rows of a batch. */
    SHARED,
    /** Over the rows of each domain by itself; until there are any of the target, it is taken to be like the source. */
    DOMAIN_SPECIFIC;

    /** The layers with what normalises done this way, or left out. */
    List<LayerSpec> applyTo(LayerSpec... layers) {
        return Stream.of(layers)
                .filter(layer -> this != NONE || !(layer instanceof BatchNorm))
                .map(layer -> layer instanceof BatchNorm ? new BatchNorm(this == DOMAIN_SPECIFIC) : layer)
                .toList();
    }
}
