package io.realign.jobs.scoring;

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
record ModelStore(URI adapter, String cache) implements Serializable {
    ModelStore {
        Artifacts.checked(adapter);
    }

    ModelLoader loader(InstantSource clock) {
        return new ModelLoader(new Artifacts(adapter, Path.of(cache), clock), clock);
    }
}
