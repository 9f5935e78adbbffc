package io.realign.adapter.explanation;

import io.realign.client.log.SourceData;
import io.realign.client.log.Stretch;
import io.realign.event.FeatureEvent;
import io.realign.learning.SourceRows;
import io.realign.learning.diagnosis.Diagnosis;
import io.realign.learning.input.Rows;
import io.realign.learning.network.Engine;
import io.realign.learning.portfolio.Material;
import io.realign.learning.source.NamedSource;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;

/** Diagnoses the model that serves a domain, on the domain's newest events. */
public record Diagnoses(PastModels models, PastEvents events, NewestEvents newest, Engine engine, InstantSource clock) {
    /** As the command takes it where nobody says another. */
    private static final long SEED = 1;

    /** What works it out, with all that it takes. */
    Callable<LiveDiagnosis> of(String domain, PastModels.Past model) throws NoAnswerException, IOException {
        Instant now = clock.instant();
        List<FeatureEvent> looked = newest.of(domain);
        float[][] target =
                looked.stream().map(event -> event.features().values()).toArray(float[][]::new);
        requireWindow(domain, target);
        SourceData kept = events.source();
        SourceRows source = Material.labelled(Stretch.events(kept.training()), model.labels());
        SourceRows holdOut = Material.labelled(Stretch.events(kept.heldOut()), model.labels());
        byte[] continuation = models.continuation(model);
        return () -> LiveDiagnosis.of(
                domain,
                model,
                looked,
                now,
                Diagnosis.of(
                        engine, continuation, List.of(new NamedSource("source", source, 0)), holdOut, target, SEED));
    }

    private static void requireWindow(String domain, float[][] target) throws NoAnswerException {
        try {
            Rows.requireWindow("newest events of " + domain, target, target.length == 0 ? 0 : target[0].length);
        } catch (IllegalArgumentException e) {
            throw new NoAnswerException(e);
        }
    }
}
