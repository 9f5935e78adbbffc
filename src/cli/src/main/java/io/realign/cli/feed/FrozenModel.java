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
import java.util.List;

/** Version 1, kept as it was. */
final class FrozenModel implements AutoCloseable {
    private final OnnxModel model;
    private final List<String> labels;

    private FrozenModel(OnnxModel model, List<String> labels) {
        this.model = model;
        this.labels = labels;
    }

    /** Fetches and verifies the model as every consumer does. */
    static FrozenModel load(ModelRelease release, URI adapter, Path cache, InstantSource clock) {
        Loading loading = new ModelLoader(new Artifacts(adapter, cache, clock), clock).load(release);
        if (loading instanceof Loading.Loaded loaded) {
            return new FrozenModel(loaded.model(), release.labels());
        }
        throw new IllegalStateException(release.name() + " cannot be loaded: " + ((Failed) loading).reason());
    }

    String label(float[] features) {
        float[] probabilities = model.probabilities(features);
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return labels.get(best);
    }

    @Override
    public void close() {
        model.close();
    }
}
