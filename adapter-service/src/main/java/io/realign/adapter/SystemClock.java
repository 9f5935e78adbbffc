package io.realign.adapter;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The one place that asks the system for the time. */
final class SystemClock {
    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }
}
