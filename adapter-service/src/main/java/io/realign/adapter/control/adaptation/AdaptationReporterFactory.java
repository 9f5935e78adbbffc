package io.realign.adapter.control.adaptation;

import io.realign.adapter.tracing.AdaptationTrace;
import io.realign.model.ModelRelease;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Begins the account of each adaptation, for the same listener. */
public record AdaptationReporterFactory(InstantSource clock, Consumer<AdaptationProgress> listener) {
    /** Of version 1. */
    public AdaptationReporter forBaseModel() {
        return new AdaptationReporter("", ModelRelease.SHARED, clock, listener, Optional.empty());
    }

    public AdaptationReporter forRun(AdaptationRun episode, AdaptationTrace trace) {
        return new AdaptationReporter(episode.id(), episode.alert().domain(), clock, listener, Optional.of(trace));
    }
}
