package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.console.explanation.EmbeddingMaps.EmbeddingMap;
import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.EmbeddingComparison;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.training.Trainer;
import io.realign.replay.EventSlice;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Computes the embedding maps of an adaptation. */
@Singleton
final class EmbeddingMapComputation {
    /** Maximum number of source points, and of target points. */
    private static final int MAX_POINTS = 300;

    /** A single point has no distances. */
    private static final int MIN_POINTS = 2;

    private final ModelLookup models;
    private final EventLoader events;
    private final Trainer trainer = new Trainer(new Nd4jEngine());

    EmbeddingMapComputation(ModelLookup models, EventLoader events) {
        this.models = models;
        this.events = events;
    }

    /** Reads the inputs. The returned task computes the maps. */
    Callable<EmbeddingMaps> prepare(AdaptationRecord record) throws ExplanationUnavailableException, IOException {
        float[][] source = sample(EventSlice.events(events.sourceData().heldOut()), record);
        float[][] target = sample(events.window(record), record);
        ModelLookup.ModelVersion parent = models.parentOf(record);
        byte[] parentCheckpoint = models.trainingCheckpoint(parent);
        Optional<ModelLookup.ModelVersion> release = models.releasedBy(record);
        byte[] releaseCheckpoint = release.isPresent() ? models.trainingCheckpoint(release.get()) : new byte[0];
        return () -> {
            EmbeddingComparison parentEmbedding = compare(parentCheckpoint, source, target, record.seed());
            return new EmbeddingMaps(
                    record.id(),
                    record.domain(),
                    parent.labels(),
                    parentEmbedding.map().firstCount(),
                    EmbeddingMap.of(parent, parentEmbedding),
                    release.map(
                            model -> EmbeddingMap.of(model, compare(releaseCheckpoint, source, target, record.seed()))),
                    release.isPresent() ? "" : EmbeddingMaps.releaseMapAbsentReason(record));
        };
    }

    private EmbeddingComparison compare(byte[] checkpoint, float[][] source, float[][] target, long seed) {
        return EmbeddingComparison.of(
                trainer.predict(checkpoint, source, false), trainer.predict(checkpoint, target, true), seed);
    }

    private static float[][] sample(List<FeatureEvent> events, AdaptationRecord record)
            throws ExplanationUnavailableException {
        if (events.size() < MIN_POINTS) {
            throw new ExplanationUnavailableException(
                    "expected at least %d source events and as many target events for the embedding map of adaptation %s, got %d"
                            .formatted(MIN_POINTS, record.id(), events.size()));
        }
        return RowSampler.sampleRows(
                events.stream().map(event -> event.features().values()).toArray(float[][]::new),
                MAX_POINTS,
                record.seed());
    }
}
