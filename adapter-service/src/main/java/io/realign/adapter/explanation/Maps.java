package io.realign.adapter.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.adapter.explanation.EmbeddingMaps.EmbeddingMap;
import io.realign.client.log.Stretch;
import io.realign.event.FeatureEvent;
import io.realign.learning.diagnosis.FeatureView;
import io.realign.learning.distance.Draw;
import io.realign.learning.training.Trainer;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Draws the maps of an adaptation, by the adaptation's own seed. */
public record Maps(PastModels models, PastEvents events, Trainer trainer) {
    /** Of each side. */
    private static final int MOST = 300;

    /** Of each side: nothing lies near or far of one alone. */
    private static final int FEWEST = 2;

    /** What draws them, with all that it takes. */
    Callable<EmbeddingMaps> of(AdaptationRecord record) throws NoAnswerException, IOException {
        float[][] source = drawn(Stretch.events(events.source().heldOut()), record);
        float[][] target = drawn(events.window(record), record);
        PastModels.Past parent = models.parentOf(record);
        byte[] parentBytes = models.continuation(parent);
        Optional<PastModels.Past> made = models.madeBy(record);
        byte[] madeBytes = made.isPresent() ? models.continuation(made.get()) : new byte[0];
        return () -> {
            FeatureView before = view(parentBytes, source, target, record.seed());
            return new EmbeddingMaps(
                    record.id(),
                    record.domain(),
                    parent.labels(),
                    before.map().first(),
                    EmbeddingMap.of(parent, before),
                    made.map(model -> EmbeddingMap.of(model, view(madeBytes, source, target, record.seed()))),
                    made.isPresent() ? "" : EmbeddingMaps.withoutAfter(record));
        };
    }

    private FeatureView view(byte[] continuation, float[][] source, float[][] target, long seed) {
        return FeatureView.of(trainer.ask(continuation, source, false), trainer.ask(continuation, target, true), seed);
    }

    private static float[][] drawn(List<FeatureEvent> events, AdaptationRecord record) throws NoAnswerException {
        if (events.size() < FEWEST) {
            throw new NoAnswerException(
                    "expected at least %d events of source and target for a map of adaptation %s, got %d"
                            .formatted(FEWEST, record.id(), events.size()));
        }
        return Draw.rows(
                events.stream().map(event -> event.features().values()).toArray(float[][]::new), MOST, record.seed());
    }
}
