package io.realign.adapter.console.explanation;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adapter.store.ArtifactStore;
import io.realign.adapter.store.EventSnapshotStore;
import io.realign.adapter.store.ModelRegistry;
import io.realign.adapter.store.ReleaseArchive;
import io.realign.event.EventContract;
import io.realign.learning.nd4j.Nd4jEngine;
import io.realign.learning.training.Trainer;
import io.realign.replay.KafkaLogReader;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Puts together what explains a drift to those who ask. */
@Singleton
final class ExplanationBeans {
    private final KafkaLogReader log;
    private final EventContract contract;
    private final InstantSource clock;

    ExplanationBeans(KafkaLogReader log, EventContract contract, InstantSource clock) {
        this.log = log;
        this.contract = contract;
        this.clock = clock;
    }

    @Produces
    @Singleton
    ModelLookup modelLookup(ModelRegistry registry, ReleaseArchive archive, ArtifactStore store) {
        return new ModelLookup(registry, archive, store);
    }

    @Produces
    @Singleton
    AdaptationEventLoader adaptationEventLoader(ModelLookup models, ArtifactStore store) {
        return new AdaptationEventLoader(models, new EventSnapshotStore(store), log, contract);
    }

    @Produces
    @Singleton
    EmbeddingMapComputation embeddingMapComputation(ModelLookup models, AdaptationEventLoader events) {
        return new EmbeddingMapComputation(models, events, new Trainer(new Nd4jEngine()));
    }

    @Produces
    @Singleton
    DiagnosisComputation diagnosisComputation(ModelLookup models, AdaptationEventLoader events) {
        return new DiagnosisComputation(
                models, events, new RecentEventReader(log, contract, clock), new Nd4jEngine(), clock);
    }

    @Produces
    @Singleton
    DeferredResponseCache deferredResponseCache(ObjectMapper json) {
        return new DeferredResponseCache(json, clock);
    }

    void close(@Disposes DeferredResponseCache desk) {
        desk.close();
    }
}
