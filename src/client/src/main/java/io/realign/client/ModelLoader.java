package io.realign.client;

import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import java.time.InstantSource;

/** Makes a model that can score out of a release: fetched, verified, checked against the release, run once. */
public final class ModelLoader {
    private final Artifacts artifacts;
    private final InstantSource clock;

    public ModelLoader(Artifacts artifacts, InstantSource clock) {
        this.artifacts = artifacts;
        this.clock = clock;
    }

    /** Loads on the calling thread, which may take as long as fetching the bytes does. */
    public Loading load(ModelRelease release) {
        if (release.expiredAt(clock.instant())) {
            return failed(
                    release, "expected a release that has not expired, got one until " + release.notAfter(), false);
        }
        try {
            byte[] verified = artifacts.fetch(release.artifact(Artifact.Kind.INFERENCE));
            return new Loading.Loaded(OnnxModel.load(release, verified), clock.instant());
        } catch (UnusableException e) {
            return failed(release, e.getMessage(), e.passing());
        }
    }

    /** The release comes before what is known of its domain. */
    Failed older(ModelRelease release, ModelRelease known) {
        return Failed.older(release, known, clock.instant());
    }

    /** The release was given up for {@code reason}. */
    Failed failed(ModelRelease release, String reason, boolean passing) {
        return new Failed(release, reason, passing, clock.instant());
    }
}
