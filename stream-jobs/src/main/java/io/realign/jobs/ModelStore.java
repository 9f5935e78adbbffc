package io.realign.jobs;

import io.realign.client.Artifacts;
import io.realign.client.ModelLoader;
import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * Where a subtask gets models from.
 *
 * @param adapter address of the adapter service
 * @param cache path of the directory for what has been fetched; shared by all subtasks of a machine
 */
public record ModelStore(URI adapter, String cache) implements Serializable {
    public ModelStore {
        Artifacts.checked(adapter);
    }

    public ModelLoader loader(InstantSource clock) {
        return new ModelLoader(new Artifacts(adapter, Path.of(cache), clock), clock);
    }
}
