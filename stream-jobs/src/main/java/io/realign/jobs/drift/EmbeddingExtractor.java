package io.realign.jobs.drift;

import io.realign.client.internal.Inference;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.Tensor;
import java.util.Optional;

/** An event as a model sees it. */
final class EmbeddingExtractor {
    private EmbeddingExtractor() {}

    /** The event with the model's embedding for features; empty if there is none that can be reckoned with. */
    static Optional<LocatedEvent> embeddedEvent(LocatedEvent located, Inference insight) {
        FeatureEvent event = located.event();
        return finiteEmbedding(insight)
                .map(values -> new LocatedEvent(
                        new FeatureEvent(
                                event.id(), event.domain(), event.time(), Tensor.vector(values), Optional.empty()),
                        located.offsets()));
    }

    /** The embedding; empty if there is none, or one that is not finite: a single one would spoil every sum after it. */
    static Optional<float[]> finiteEmbedding(Inference insight) {
        for (float value : insight.embedding()) {
            if (!Float.isFinite(value)) {
                return Optional.empty();
            }
        }
        return insight.embedding().length == 0 ? Optional.empty() : Optional.of(insight.embedding());
    }
}
