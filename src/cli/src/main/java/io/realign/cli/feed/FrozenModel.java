package io.realign.cli.feed;

import io.realign.client.Artifacts;
import io.realign.client.Failed;
import io.realign.client.Loading;
import io.realign.client.ModelLoader;
import io.realign.client.OnnxModel;
import io.realign.model.ModelRelease;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/** Version 1, kept as it was. */
final class FrozenModel implements AutoCloseable {
    private final OnnxModel model;

    private FrozenModel(OnnxModel model) {
        this.model = model;
    }

    /** Fetches and verifies the model as every consumer does. */
    static FrozenModel load(ModelRelease release, URI adapter, Path cache, InstantSource clock) {
        Loading loading = new ModelLoader(new Artifacts(adapter, cache, clock), clock).load(release);
        if (loading instanceof Loading.Loaded loaded) {
            return new FrozenModel(loaded.model());
        }
        throw new IllegalStateException(release.name() + " cannot be loaded: " + ((Failed) loading).reason());
    }

    String label(float[] features) {
        return model.label(model.probabilities(features));
    }

    @Override
    public void close() {
        model.close();
    }
}
