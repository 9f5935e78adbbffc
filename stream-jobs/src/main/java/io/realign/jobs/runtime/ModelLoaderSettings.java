package io.realign.jobs.runtime;

import io.realign.client.internal.AdapterServiceClient;
import io.realign.client.internal.ArtifactFetcher;
import io.realign.client.internal.ModelLoader;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Model download by a subtask.
 *
 * @param adapterUrl URL of the adapter service
 * @param cacheDirectory path of the directory for downloaded models, shared by all subtasks of a machine
 */
public record ModelLoaderSettings(URI adapterUrl, String cacheDirectory) implements Serializable {
    public ModelLoaderSettings {
        AdapterServiceClient.requireHttpAddress(adapterUrl);
    }

    public ModelLoader createLoader(InstantSource clock) {
        return new ModelLoader(new ArtifactFetcher(adapterUrl, Path.of(cacheDirectory), clock), clock);
    }
}
