package io.realign.adapter.store;

import io.realign.model.ArtifactRetention;
import io.realign.model.ReleaseHistory;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Removes the artifacts that may go, once a day. What fails is tried again the next day: nothing depends on it. */
public class ArtifactGarbageCollector {
    private static final Logger LOG = Logger.getLogger(ArtifactGarbageCollector.class);

    private final ModelRegistry registry;
    private final ArtifactStore store;
    private final ReleaseArchive archive;
    private final ArtifactRetention retention;
    private final InstantSource clock;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sweep");
        thread.setDaemon(true);
        return thread;
    });

    public ArtifactGarbageCollector(
            ModelRegistry registry,
            ArtifactStore store,
            ReleaseArchive archive,
            ArtifactRetention retention,
            InstantSource clock) {
        this.registry = registry;
        this.store = store;
        this.archive = archive;
        this.retention = retention;
        this.clock = clock;
    }

    public void start() {
        var unused = scheduler.scheduleWithFixedDelay(this::run, 0, 1, TimeUnit.DAYS);
    }

    public void close() {
        scheduler.shutdownNow();
    }

    /** What is stored is listed before the releases are read: whatever was published by then keeps what it names. */
    private void run() {
        try {
            var stored = store.list();
            ReleaseHistory history = archive.withReferencedReleases(registry.refresh(ModelRegistry.BROKER_TIMEOUT));
            Set<String> expendable = retention.deletable(history, stored, clock.instant());
            for (String sha256 : expendable) {
                store.remove(sha256);
            }
            LOG.infof("removed %d of %d artifacts from %s", expendable.size(), stored.size(), store);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "could not remove old artifacts from %s; the next try is in a day", store);
        }
    }
}
