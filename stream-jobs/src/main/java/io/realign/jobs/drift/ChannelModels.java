package io.realign.jobs.drift;

import io.realign.client.internal.ActivationResult;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.ModelLoader;
import io.realign.client.internal.OnnxModel;
import io.realign.client.internal.ReleaseFollower;
import io.realign.event.EventContract;
import io.realign.jobs.runtime.ReleaseCompatibility;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.model.TrustedKeys;
import io.realign.model.VerifiedRelease;
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

    private final TrustedKeys keys;
    private final InstantSource clock;
    private final EventContract contract;
    private final ReleaseFollower follower;
    private final Map<String, ModelRelease> announced = new HashMap<>();
    private final Map<String, Long> resolvedVersions = new HashMap<>();
    private final Map<String, Long> rejectedVersions = new HashMap<>();

    ChannelModels(ModelLoader loader, TrustedKeys keys, EventContract contract, InstantSource clock) {
        this.keys = keys;
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
    void restore(Iterable<VerifiedRelease> releases) {
        Instant deadline = clock.instant().plus(STARTUP_LOAD_TIMEOUT);
        for (VerifiedRelease verified : releases) {
            boolean loaded = clock.instant().isBefore(deadline)
                    && !verified.wasExpired()
                    && untrusted(verified).isEmpty()
                    && ReleaseCompatibility.mismatch(contract, verified.release())
                            .isEmpty()
                    && loadNow(verified.release());
            if (!loaded) {
                loadInBackground(verified);
            }
        }
    }

    private boolean loadNow(ModelRelease release) {
        ActivationResult result = follower.loadNow(release);
        onResult(result);
        if (result instanceof LoadFailure) {
            return false;
        }
        announced.put(release.domain(), release);
        return true;
    }

    /**
     * Loads a release in the background if it is newer than the submitted releases of its domain, its key is still trusted, and it
     * had not expired when it was verified.
     */
    void loadInBackground(VerifiedRelease verified) {
        ModelRelease release = verified.release();
        if (ReleaseOrder.of(announced.get(release.domain()), release) != ReleaseOrder.NEWER) {
            return;
        }
        announced.put(release.domain(), release);
        if (isRejected(release)) {
            // The same release with a new signature.
            rejectedVersions.remove(release.domain());
            resolvedVersions.remove(release.domain());
        }
        Optional<String> untrusted = untrusted(verified);
        if (untrusted.isPresent()) {
            boolean retriable = false;
            onResult(new LoadFailure(release, untrusted.get(), retriable, clock.instant()));
        } else if (verified.wasExpired()) {
            follower.submit(release);
        } else {
            follower.submitServed(release);
        }
    }

    private Optional<String> untrusted(VerifiedRelease verified) {
        return keys.rejection(verified.keyId(), verified.verifiedAt());
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
        String releaseDomain = announced.containsKey(domain) ? domain : ModelRelease.SHARED;
        ModelRelease newest = announced.get(releaseDomain);
        return newest != null && newest.version() > resolvedVersion(releaseDomain);
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
