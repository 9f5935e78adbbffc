package io.realign.jobs.drift;

import io.realign.client.internal.ActivationResult;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.ModelLoader;
import io.realign.client.internal.OnnxModel;
import io.realign.client.internal.ReleaseFollower;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ReleaseCompatibility;
import io.realign.model.ModelRelease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The models of the model channel. They are loaded in the background and activated by {@link #applyLoaded}, which is called
 * between two events. Used by one thread.
 */
final class ChannelModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelModels.class);
    private static final Duration STARTUP_LOAD_TIMEOUT = Duration.ofSeconds(10);

    private final InstantSource clock;
    private final EventContract contract;
    private final ReleaseFollower follower;
    private final Map<String, Long> announcedVersions = new HashMap<>();
    private final Map<String, Long> resolvedVersions = new HashMap<>();
    private final Map<String, Long> rejectedVersions = new HashMap<>();

    ChannelModels(ModelLoader loader, EventContract contract, InstantSource clock) {
        this.clock = clock;
        this.contract = contract;
        this.follower = new ReleaseFollower(
                loader,
                clock,
                release -> ReleaseCompatibility.mismatch(contract, release),
                applyLoaded -> {},
                this::onResult);
    }

    /**
     * Loads the releases of a checkpoint on this thread, so that the model channel continues after a restart. Releases that are
     * not loaded within the startup timeout are loaded in the background.
     */
    void restore(Iterable<ModelRelease> releases) {
        Instant deadline = clock.instant().plus(STARTUP_LOAD_TIMEOUT);
        for (ModelRelease release : releases) {
            boolean loaded = clock.instant().isBefore(deadline)
                    && ReleaseCompatibility.mismatch(contract, release).isEmpty()
                    && loadNow(release);
            if (!loaded) {
                loadInBackground(release);
            }
        }
    }

    private boolean loadNow(ModelRelease release) {
        ActivationResult result = follower.loadNow(release);
        onResult(result);
        if (result instanceof LoadFailure) {
            return false;
        }
        announcedVersions.put(release.domain(), release.version());
        return true;
    }

    /** Loads a release in the background if it is newer than the submitted releases of its domain. */
    void loadInBackground(ModelRelease release) {
        if (announcedVersions.getOrDefault(release.domain(), 0L) < release.version()) {
            announcedVersions.put(release.domain(), release.version());
            follower.submit(release);
        }
    }

    void applyLoaded() {
        follower.applyLoaded();
    }

    /** Model of a domain, or else the base model; empty if neither is loaded. */
    Optional<OnnxModel> servingModel(String domain) {
        return follower.models().newestModel(domain);
    }

    /** Newest version of a domain that has been loaded or has failed to load, 0 if there is none. */
    long resolvedVersion(String domain) {
        return resolvedVersions.getOrDefault(domain, 0L);
    }

    /** Whether a release cannot be loaded, not even by another attempt. */
    boolean isRejected(ModelRelease release) {
        return rejectedVersions.getOrDefault(release.domain(), 0L) == release.version();
    }

    /** Whether the newest release of a domain is still being loaded. */
    boolean isPending(String domain) {
        String releaseDomain = announcedVersions.containsKey(domain) ? domain : ModelRelease.SHARED;
        return announcedVersions.getOrDefault(releaseDomain, 0L) > resolvedVersion(releaseDomain);
    }

    @Override
    public void close() {
        follower.close();
    }

    private void onResult(ActivationResult result) {
        ModelRelease release = result.release();
        resolvedVersions.merge(release.domain(), release.version(), Math::max);
        if (result instanceof LoadFailure failure) {
            if (!failure.retriable()) {
                rejectedVersions.merge(release.domain(), release.version(), Math::max);
            }
            LOG.warn("{}; drift detection of its domain continues without the model channel", result);
        }
    }
}
