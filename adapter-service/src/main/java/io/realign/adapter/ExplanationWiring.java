package io.realign.adapter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.adapter.explanation.Desk;
import io.realign.adapter.explanation.Diagnoses;
import io.realign.adapter.explanation.Maps;
import io.realign.adapter.explanation.NewestEvents;
import io.realign.adapter.explanation.PastEvents;
import io.realign.adapter.explanation.PastModels;
import io.realign.adapter.model.ArtifactStore;
import io.realign.adapter.model.Registry;
import io.realign.adapter.model.ReleaseArchive;
import io.realign.adapter.model.Snapshots;
import io.realign.client.log.Log;
import io.realign.event.EventContract;
import io.realign.learning.dl4j.StackEngine;
import io.realign.learning.training.Trainer;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Puts together what explains a drift to those who ask. */
@Singleton
final class ExplanationWiring {
    private final Log log;
    private final EventContract contract;
    private final InstantSource clock;

    ExplanationWiring(Log log, EventContract contract, InstantSource clock) {
        this.log = log;
        this.contract = contract;
        this.clock = clock;
    }

    @Produces
    @Singleton
    PastModels pastModels(Registry registry, ReleaseArchive archive, ArtifactStore store) {
        return new PastModels(registry, archive, store);
    }

    @Produces
    @Singleton
    PastEvents pastEvents(PastModels models, ArtifactStore store) {
        return new PastEvents(models, new Snapshots(store), log, contract);
    }

    @Produces
    @Singleton
    Maps maps(PastModels models, PastEvents events) {
        return new Maps(models, events, new Trainer(new StackEngine()));
    }

    @Produces
    @Singleton
    Diagnoses diagnoses(PastModels models, PastEvents events) {
        return new Diagnoses(models, events, new NewestEvents(log, contract, clock), new StackEngine(), clock);
    }

    @Produces
    @Singleton
    Desk desk(ObjectMapper json) {
        return new Desk(json, clock);
    }

    void close(@Disposes Desk desk) {
        desk.close();
    }
}
