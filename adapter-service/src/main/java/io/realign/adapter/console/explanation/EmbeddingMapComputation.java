package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.explanation.EmbeddingMaps.EmbeddingMap;
import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.EmbeddingComparison;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.training.Trainer;
import io.realign.replay.EventSlice;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Draws the maps of an adaptation, by the adaptation's own seed. */
public record EmbeddingMapComputation(ModelLookup models, AdaptationEventLoader events, Trainer trainer) {
    /** Of each side. */
    private static final int MAX_POINTS = 300;

    /** Of each side: nothing lies near or far of one alone. */
    private static final int MIN_POINTS = 2;

    /** What draws them, with all that it takes. */
    Callable<EmbeddingMaps> prepare(AdaptationRecord record) throws ExplanationUnavailableException, IOException {
        float[][] source = sample(EventSlice.events(events.sourceData().heldOut()), record);
        float[][] target = sample(events.window(record), record);
        ModelLookup.ModelVersion parent = models.parentOf(record);
        byte[] parentBytes = models.continuation(parent);
        Optional<ModelLookup.ModelVersion> made = models.releasedBy(record);
        byte[] madeBytes = made.isPresent() ? models.continuation(made.get()) : new byte[0];
        return () -> {
            EmbeddingComparison before = view(parentBytes, source, target, record.seed());
            return new EmbeddingMaps(
                    record.id(),
                    record.domain(),
                    parent.labels(),
                    before.map().firstCount(),
                    EmbeddingMap.of(parent, before),
                    made.map(model -> EmbeddingMap.of(model, view(madeBytes, source, target, record.seed()))),
                    made.isPresent() ? "" : EmbeddingMaps.withoutAfter(record));
        };
    }

    private EmbeddingComparison view(byte[] continuation, float[][] source, float[][] target, long seed) {
        return EmbeddingComparison.of(
                trainer.predict(continuation, source, false), trainer.predict(continuation, target, true), seed);
    }

    private static float[][] sample(List<FeatureEvent> events, AdaptationRecord record)
            throws ExplanationUnavailableException {
        if (events.size() < MIN_POINTS) {
            throw new ExplanationUnavailableException(
                    "expected at least %d events of source and target for a map of adaptation %s, got %d"
                            .formatted(MIN_POINTS, record.id(), events.size()));
        }
        return RowSampler.sampleRows(
                events.stream().map(event -> event.features().values()).toArray(float[][]::new),
                MAX_POINTS,
                record.seed());
    }
}
