package io.realign.adapter.console.explanation;

import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.network.Engine;
import io.realign.learning.portfolio.AdaptationDataset;
import io.realign.learning.source.NamedSource;
import io.realign.replay.EventSlice;
import io.realign.replay.SourceData;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

/** Diagnoses the model that serves a domain, on the domain's newest events. */
public record DiagnosisComputation(
        ModelLookup models,
        AdaptationEventLoader events,
        RecentEventReader recentEvents,
        Engine engine,
        InstantSource clock) {
    /** As the command takes it where nobody says another. */
    private static final long SEED = 1;

    /** What works it out, with all that it takes. */
    Callable<DomainDiagnosis> prepare(String domain, ModelLookup.ModelVersion model)
            throws ExplanationUnavailableException, IOException {
        Instant now = clock.instant();
        List<FeatureEvent> looked = recentEvents.newest(domain);
        float[][] target =
                looked.stream().map(event -> event.features().values()).toArray(float[][]::new);
        requireWindow(domain, target);
        SourceData kept = events.sourceData();
        SourceRows source = AdaptationDataset.toSourceRows(EventSlice.events(kept.training()), model.labels());
        SourceRows holdOut = AdaptationDataset.toSourceRows(EventSlice.events(kept.heldOut()), model.labels());
        byte[] continuation = models.continuation(model);
        return () -> DomainDiagnosis.of(
                domain,
                model,
                looked,
                now,
                Diagnosis.of(
                        engine, continuation, List.of(new NamedSource("source", source, 0)), holdOut, target, SEED));
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
