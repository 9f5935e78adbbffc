package io.realign.client.internal;

import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import java.time.InstantSource;

/** Loads models: fetches and verifies the artifact of a release, compares the model with the release, and warms it up. */
public final class ModelLoader {
    private final ArtifactFetcher artifacts;
    private final InstantSource clock;

    public ModelLoader(ArtifactFetcher artifacts, InstantSource clock) {
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /** Loads a release on the calling thread. */
    public LoadResult load(ModelRelease release) {
        if (release.isExpiredAt(clock.instant())) {
            return permanentFailure(
                    release, "expected a release that has not expired, got one that expired at " + release.expiresAt());
        }
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
