package io.realign.adapter;

import io.realign.adapter.adaptation.AdaptationProgress;
import io.realign.adapter.adaptation.Course;
import io.realign.adapter.tracing.Trace;
import io.realign.model.ModelRelease;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Begins the account of each adaptation, for the same listener. */
record Courses(InstantSource clock, Consumer<AdaptationProgress> listener) {
    /** Of version 1. */
    Course first() {
        return new Course("", ModelRelease.SHARED, clock, listener, Optional.empty());
    }

    Course begin(Episode episode, Trace trace) {
        return new Course(episode.id(), episode.alert().domain(), clock, listener, Optional.of(trace));
    }
}
