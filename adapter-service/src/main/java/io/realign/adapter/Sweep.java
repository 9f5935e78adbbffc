package io.realign.adapter;

import io.realign.adapter.model.ArtifactStore;
import io.realign.adapter.model.Registry;
import io.realign.adapter.model.ReleaseArchive;
import io.realign.model.History;
import io.realign.model.Retention;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Removes the artifacts that may go, once a day. What fails is tried again the next day: nothing depends on it. */
class Sweep {
    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final Registry registry;
    private final ArtifactStore store;
    private final ReleaseArchive archive;
    private final Retention retention;
    private final InstantSource clock;
    private final ScheduledExecutorService daily = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "sweep");
        thread.setDaemon(true);
        return thread;
    });

    Sweep(Registry registry, ArtifactStore store, ReleaseArchive archive, Retention retention, InstantSource clock) {
        this.registry = registry;
        this.store = store;
        this.archive = archive;
        this.retention = retention;
        this.clock = clock;
    }

    void begin() {
        var unused = daily.scheduleWithFixedDelay(this::run, 0, 1, TimeUnit.DAYS);
    }

    void close() {
        daily.shutdownNow();
    }

    /** What is stored is listed before the releases are read: whatever was published by then keeps what it names. */
    private void run() {
        try {
            var stored = store.list();
            History history = archive.withNamed(registry.refresh(Registry.PATIENCE));
            Set<String> expendable = retention.expendable(history, stored, clock.instant());
            for (String sha256 : expendable) {
                store.remove(sha256);
            }
            LOG.infof("removed %d of %d artifacts from %s", expendable.size(), stored.size(), store);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "could not remove old artifacts from %s; the next try is in a day", store);
        }
    }
}
