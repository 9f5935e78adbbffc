package io.realign.adapter.console.explanation;

import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.network.Engine;
import io.realign.learning.selection.AdaptationDataset;
import io.realign.learning.source.NamedSource;
import io.realign.replay.EventSlice;
import io.realign.replay.SourceData;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

/** Diagnoses the serving model of a domain on the newest events of the domain. */
@Singleton
final class DiagnosisComputation {
    /** Default of {@code realign diagnose}. */
    private static final long SEED = 1;

    private final ModelLookup models;
    private final EventLoader events;
    private final Engine engine = new Nd4jEngine();
    private final InstantSource clock;

    DiagnosisComputation(ModelLookup models, EventLoader events, InstantSource clock) {
        this.models = models;
        this.events = events;
        this.clock = clock;
    }

    /** Reads the inputs. The returned task computes the diagnosis. */
    Callable<DomainDiagnosis> prepare(String domain, ModelLookup.ModelVersion model)
            throws ExplanationUnavailableException, IOException {
        Instant now = clock.instant();
        List<FeatureEvent> window = events.newestTarget(domain);
        float[][] target =
                window.stream().map(event -> event.features().values()).toArray(float[][]::new);
        requireWindow(domain, target);
        SourceData data = events.sourceData();
        SourceRows source = AdaptationDataset.toSourceRows(EventSlice.events(data.training()), model.labels());
        SourceRows holdOut = AdaptationDataset.toSourceRows(EventSlice.events(data.heldOut()), model.labels());
        byte[] checkpoint = models.trainingCheckpoint(model);
        return () -> DomainDiagnosis.of(
                domain,
                model,
                window,
                now,
                Diagnosis.of(engine, checkpoint, List.of(new NamedSource("source", source, 0)), holdOut, target, SEED));
    }

    private static void requireWindow(String domain, float[][] target) throws ExplanationUnavailableException {
        try {
            InputValidation.requireWindow(
                    "newest events of " + domain, target, target.length == 0 ? 0 : target[0].length);
        } catch (IllegalArgumentException e) {
            throw new ExplanationUnavailableException(e);
        }
    }
}
