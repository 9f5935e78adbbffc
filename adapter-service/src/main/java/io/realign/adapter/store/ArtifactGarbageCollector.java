package io.realign.adapter.store;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.realign.model.ArtifactRetention;
import io.realign.model.ReleaseHistory;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Set;
import org.jboss.logging.Logger;

/** Deletes expired artifacts at the start and once a day. */
@Singleton
public record ArtifactGarbageCollector(
        ModelRegistry registry,
        ArtifactStore store,
        ReleaseArchive archive,
        ArtifactRetention retention,
        InstantSource clock) {
    private static final Logger LOG = Logger.getLogger(ArtifactGarbageCollector.class);

    /** Lists the artifacts before it reads the releases, so that it retains the artifacts of a release published in between. */
    @Scheduled(identity = "artifact-gc", every = "24h", concurrentExecution = ConcurrentExecution.SKIP)
    void deleteExpired() {
        try {
            var stored = store.list();
            ReleaseHistory history = archive.withReferencedReleases(registry.refresh(ModelRegistry.BROKER_TIMEOUT));
            Set<String> expired = retention.deletable(history, stored, clock.instant());
            for (String sha256 : expired) {
                store.remove(sha256);
            }
            LOG.infof("deleted %d of %d artifacts from %s", expired.size(), stored.size(), store);
        } catch (IOException | RuntimeException e) {
            LOG.warnf(e, "cannot delete expired artifacts from %s; retrying in a day", store);
        }
    }
}
