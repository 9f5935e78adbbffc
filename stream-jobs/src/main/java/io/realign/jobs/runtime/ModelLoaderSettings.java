package io.realign.jobs.runtime;

import io.realign.client.internal.AdapterServiceClient;
import io.realign.client.internal.ArtifactFetcher;
import io.realign.client.internal.ModelLoader;
import io.realign.model.TrustedKeys;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Settings of the model download in a subtask.
 *
 * @param adapterUrl URL of the adapter service
 * @param cacheDirectory directory for downloaded models, which all subtasks on a machine share
 * @param trustedKeys keys that a release of a checkpoint must be signed with
 */
public record ModelLoaderSettings(URI adapterUrl, String cacheDirectory, TrustedKeys trustedKeys)
        implements Serializable {
    public ModelLoaderSettings {
        AdapterServiceClient.requireHttpAddress(adapterUrl);
    }

    public ModelLoader createLoader(InstantSource clock) {
        return new ModelLoader(new ArtifactFetcher(adapterUrl, Path.of(cacheDirectory), clock), clock);
    }
}
