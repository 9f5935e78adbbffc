package io.realign.jobs.drift;

import io.realign.client.BackgroundLoader;
import io.realign.client.Failed;
import io.realign.client.LiveModels;
import io.realign.client.Loading;
import io.realign.client.ModelLoader;
import io.realign.client.OnnxModel;
import io.realign.event.EventContract;
import io.realign.jobs.Fit;
import io.realign.model.ModelRelease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models that serve, as far as they are there. They are loaded on a thread beside, and taken over when their user
 * says so, between two events. One thread uses it.
 */
final class Models implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Models.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final ModelLoader here;
    private final EventContract contract;
    private final InstantSource clock;
    private final Queue<Loading> loaded = new ConcurrentLinkedQueue<>();
    private final BackgroundLoader beside;
    private final Map<String, Long> announced = new HashMap<>();
    private final Map<String, Long> settled = new HashMap<>();
    private final LiveModels live = new LiveModels();

    Models(ModelLoader here, EventContract contract, InstantSource clock) {
        this.here = here;
        this.contract = contract;
        this.clock = clock;
        this.beside = new BackgroundLoader(here, RETRY_AFTER, loaded::add);
    }

    /**
     * Loads releases that were known before, on this thread, so that a restart goes on with the models that there were.
     * What is not there after some seconds is loaded beside: nobody is to wait for a server that is away.
     */
    void begin(Iterable<ModelRelease> known) {
        Instant end = clock.instant().plus(PATIENCE);
        for (ModelRelease release : known) {
            if (isNews(release) && !(clock.instant().isBefore(end) && loads(release))) {
                beside.submit(release);
            }
        }
    }

    private boolean loads(ModelRelease release) {
        Loading loading = here.load(release);
        settle(loading);
        return loading instanceof Loading.Loaded;
    }

    /** Loads a release beside, if it is newer than those before it in its domain. */
    void follow(ModelRelease release) {
        if (isNews(release)) {
            beside.submit(release);
        }
    }

    /** Takes over what has been loaded. */
    void settleLoaded() {
        for (Loading loading = loaded.poll(); loading != null; loading = loaded.poll()) {
            settle(loading);
        }
    }

    /** The model that serves a domain, if it is there. */
    Optional<OnnxModel> serving(String domain) {
        return live.serving(domain);
    }

    /** The newest version of a domain's lineage of which it is known whether it is to be had; 0 before the first. */
    long settled(String domain) {
        return settled.getOrDefault(domain, 0L);
    }

    /** Whether it is not known yet which model serves a domain. */
    boolean awaited(String domain) {
        String lineage = announced.containsKey(domain) ? domain : ModelRelease.SHARED;
        return announced.getOrDefault(lineage, 0L) > settled(lineage);
    }

    @Override
    public void close() {
        beside.close();
        loaded.forEach(Loading::discard);
        live.close();
    }

    private boolean isNews(ModelRelease release) {
        if (announced.getOrDefault(release.domain(), 0L) >= release.version()) {
            return false;
        }
        announced.put(release.domain(), release.version());
        Optional<String> mismatch = Fit.mismatch(contract, release);
        mismatch.ifPresent(reason -> {
            LOG.error("nothing is looked at through release {}: {}", release.name(), reason);
            settled.put(release.domain(), release.version());
        });
        return mismatch.isEmpty();
    }

    private void settle(Loading loading) {
        ModelRelease release = loading.release();
        settled.merge(release.domain(), release.version(), Math::max);
        if (live.settle(loading, clock.instant()) instanceof Failed failed) {
            LOG.warn("{}; its domain is looked at without", failed);
        }
    }
}
