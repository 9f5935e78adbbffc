package io.realign.jobs.runtime;

import io.realign.client.internal.AdapterServiceClient;
import io.realign.client.internal.ArtifactFetcher;
import io.realign.client.internal.ModelLoader;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Settings of the model download in a subtask.
 *
 * @param adapterUrl URL of the adapter service
 * @param cacheDirectory directory for downloaded models, which all subtasks on a machine share
 */
public record ModelLoaderSettings(URI adapterUrl, String cacheDirectory) implements Serializable {
    public ModelLoaderSettings {
        AdapterServiceClient.requireHttpAddress(adapterUrl);
    }

    public ModelLoader createLoader(InstantSource clock) {
        return new ModelLoader(new ArtifactFetcher(adapterUrl, Path.of(cacheDirectory), clock), clock);
    }
}
