package io.realign.cli.feed;

import io.realign.client.internal.ArtifactFetcher;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.LoadResult;
import io.realign.client.internal.ModelLoader;
import io.realign.client.internal.OnnxModel;
import io.realign.model.ModelRelease;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** The base model, which is not adapted. */
final class FrozenModel implements AutoCloseable {
    private final OnnxModel model;

    private FrozenModel(OnnxModel model) {
        this.model = model;
    }

    /** Fetches and verifies the model like a consumer. */
    static FrozenModel load(ModelRelease release, URI adapter, Path cache, InstantSource clock) {
        LoadResult loading = new ModelLoader(new ArtifactFetcher(adapter, cache, clock), clock).load(release);
        if (loading instanceof LoadResult.Loaded loaded) {
            return new FrozenModel(loaded.model());
        }
        throw new IllegalStateException(
                "cannot load " + release.displayName() + ": " + ((LoadFailure) loading).reason());
    }

    String label(float[] features) {
        return model.label(model.probabilities(features));
    }

    @Override
    public void close() {
        model.close();
    }
}
