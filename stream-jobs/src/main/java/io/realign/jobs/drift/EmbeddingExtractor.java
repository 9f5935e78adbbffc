package io.realign.jobs.drift;

import io.realign.client.internal.Inference;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.Tensor;
import java.util.Optional;

/** Replaces the features of events by the embedding of a model. */
final class EmbeddingExtractor {
    private EmbeddingExtractor() {}

    /** The event with the embedding as its features and without a label; empty without a finite embedding. */
    static Optional<LocatedEvent> embeddedEvent(LocatedEvent located, Inference inference) {
        FeatureEvent event = located.event();
        return finiteEmbedding(inference)
                .map(values -> new LocatedEvent(
                        new FeatureEvent(
                                event.id(), event.domain(), event.time(), Tensor.vector(values), Optional.empty()),
                        located.offsets()));
    }

    /** The embedding; empty if the model has none or a value is not finite, which would spoil every later sum. */
    static Optional<float[]> finiteEmbedding(Inference inference) {
        for (float value : inference.embedding()) {
            if (!Float.isFinite(value)) {
                return Optional.empty();
            }
        }
        return inference.embedding().length == 0 ? Optional.empty() : Optional.of(inference.embedding());
    }
}
