package io.realign.adapter;

import io.realign.adapter.adaptation.AdaptationProgress;
import io.realign.adapter.adaptation.Course;
import java.time.InstantSource;
import java.util.function.Consumer;

/** Begins the account of each adaptation, for the same listener. */
record Courses(InstantSource clock, Consumer<AdaptationProgress> listener) {
    Course begin(String adaptationId, String domain) {
        return new Course(adaptationId, domain, clock, listener);
    }
}
