package io.realign.client.internal;

import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import java.time.InstantSource;
import java.util.Optional;

/** Loads models: fetches and verifies the artifact of a release, compares the model with the release, and warms it up. */
public final class ModelLoader {
    private final ArtifactFetcher artifacts;
    private final InstantSource clock;

    public ModelLoader(ArtifactFetcher artifacts, InstantSource clock) {
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /** Loads a release on the calling thread unless it has expired. */
    public LoadResult load(ModelRelease release) {
        Optional<LoadFailure> rejection = rejectionIfExpired(release);
        return rejection.isPresent() ? rejection.get() : loadAccepted(release);
    }

    /** Returns the rejection of an expired release; empty if the release has not expired. */
    Optional<LoadFailure> rejectionIfExpired(ModelRelease release) {
        return release.isExpiredAt(clock.instant())
                ? Optional.of(permanentFailure(
                        release,
                        "expected a release that has not expired, got one that expired at " + release.expiresAt()
                                + " and has never served here; the adapter service has to renew it"))
                : Optional.empty();
    }

    /** Loads a release on the calling thread, even if it has expired since it was accepted. */
    LoadResult loadAccepted(ModelRelease release) {
        try {
            byte[] verified = artifacts.fetch(release.artifact(Artifact.Kind.INFERENCE));
            return new LoadResult.Loaded(OnnxModel.load(release, verified), clock.instant());
        } catch (ModelLoadException e) {
            return new LoadFailure(release, e.getMessage(), e.isRetriable(), clock.instant());
        }
    }

    LoadFailure permanentFailure(ModelRelease release, String reason) {
        boolean retriable = false;
        return new LoadFailure(release, reason, retriable, clock.instant());
    }
}
