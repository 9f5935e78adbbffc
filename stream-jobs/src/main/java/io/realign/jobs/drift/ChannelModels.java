package io.realign.jobs.drift;

import io.realign.client.internal.BackgroundLoader;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.LoadResult;
import io.realign.client.internal.ModelLoader;
import io.realign.client.internal.OnnxModel;
import io.realign.client.internal.ServingModels;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ReleaseCompatibility;
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
final class ChannelModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelModels.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration STARTUP_LOAD_TIMEOUT = Duration.ofSeconds(10);

    private final ModelLoader loader;
    private final EventContract contract;
    private final InstantSource clock;
    private final Queue<LoadResult> loaded = new ConcurrentLinkedQueue<>();
    private final BackgroundLoader backgroundLoader;
    private final Map<String, Long> announcedVersions = new HashMap<>();
    private final Map<String, Long> resolvedVersions = new HashMap<>();
    private final ServingModels servingModels = new ServingModels();

    ChannelModels(ModelLoader here, EventContract contract, InstantSource clock) {
        this.loader = here;
        this.contract = contract;
        this.clock = clock;
        this.backgroundLoader = new BackgroundLoader(here, RETRY_AFTER, loaded::add);
    }

    /**
     * Loads releases that were known before, on this thread, so that a restart goes on with the models that there were.
     * What is not there after some seconds is loaded beside: nobody is to wait for a server that is away.
     */
    void restore(Iterable<ModelRelease> known) {
        Instant end = clock.instant().plus(STARTUP_LOAD_TIMEOUT);
        for (ModelRelease release : known) {
            if (registerIfNewer(release) && !(clock.instant().isBefore(end) && tryLoad(release))) {
                backgroundLoader.submit(release);
            }
        }
    }

    private boolean tryLoad(ModelRelease release) {
        LoadResult loading = loader.load(release);
        apply(loading);
        return loading instanceof LoadResult.Loaded;
    }

    /** Loads a release beside, if it is newer than those before it in its domain. */
    void loadInBackground(ModelRelease release) {
        if (registerIfNewer(release)) {
            backgroundLoader.submit(release);
        }
    }

    /** Takes over what has been loaded. */
    void applyLoaded() {
        for (LoadResult loading = loaded.poll(); loading != null; loading = loaded.poll()) {
            apply(loading);
        }
    }

    /** The model that serves a domain, if it is there. */
    Optional<OnnxModel> serving(String domain) {
        return servingModels.newestModel(domain);
    }

    /** The newest version of a domain's lineage of which it is known whether it is to be had; 0 before the first. */
    long resolvedVersion(String domain) {
        return resolvedVersions.getOrDefault(domain, 0L);
    }

    /** Whether it is not known yet which model serves a domain. */
    boolean isPending(String domain) {
        String lineage = announcedVersions.containsKey(domain) ? domain : ModelRelease.SHARED;
        return announcedVersions.getOrDefault(lineage, 0L) > resolvedVersion(lineage);
    }

    @Override
    public void close() {
        backgroundLoader.close();
        loaded.forEach(LoadResult::discard);
        servingModels.close();
    }

    private boolean registerIfNewer(ModelRelease release) {
        if (announcedVersions.getOrDefault(release.domain(), 0L) >= release.version()) {
            return false;
        }
        announcedVersions.put(release.domain(), release.version());
        Optional<String> mismatch = ReleaseCompatibility.mismatch(contract, release);
        mismatch.ifPresent(reason -> {
            LOG.error("nothing is looked at through release {}: {}", release.displayName(), reason);
            resolvedVersions.put(release.domain(), release.version());
        });
        return mismatch.isEmpty();
    }

    private void apply(LoadResult loading) {
        ModelRelease release = loading.release();
        resolvedVersions.merge(release.domain(), release.version(), Math::max);
        if (servingModels.apply(loading, clock.instant()) instanceof LoadFailure failed) {
            LOG.warn("{}; its domain is looked at without", failed);
        }
    }
}
