package io.realign.client.internal;

import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import java.time.InstantSource;

/** Makes a model that can score out of a release: fetched, verified, checked against the release, run once. */
public final class ModelLoader {
    private final ArtifactFetcher artifacts;
    private final InstantSource clock;

    public ModelLoader(ArtifactFetcher artifacts, InstantSource clock) {
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /** Loads on the calling thread, which may take as long as fetching the bytes does. */
    public LoadResult load(ModelRelease release) {
        if (release.isExpiredAt(clock.instant())) {
            return failure(
                    release, "expected a release that has not expired, got one until " + release.expiresAt(), false);
        }
        try {
            byte[] verified = artifacts.fetch(release.artifact(Artifact.Kind.INFERENCE));
            return new LoadResult.Loaded(OnnxModel.load(release, verified), clock.instant());
        } catch (ModelLoadException e) {
            return failure(release, e.getMessage(), e.isRetriable());
        }
    }

    /** The release comes before what is known of its domain. */
    LoadFailure outOfOrder(ModelRelease release, ModelRelease known) {
        return LoadFailure.outOfOrder(release, known, clock.instant());
    }

    /** The release was given up for {@code reason}. */
    LoadFailure failure(ModelRelease release, String reason, boolean passing) {
        return new LoadFailure(release, reason, passing, clock.instant());
    }
}
