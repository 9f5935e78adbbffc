package io.realign.adapter;

import io.realign.adapter.model.ArtifactStore;
import io.realign.client.log.SourceData;
import io.realign.client.log.Stretch;
import io.realign.model.Artifact;
import java.io.IOException;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Keeps what was drawn from the log, because the log forgets: each stretch under the digest that its release names, where
 * whoever re-runs the adaptation finds it.
 */
record Snapshots(ArtifactStore store) {
    private static final Logger LOG = Logger.getLogger(Snapshots.class);

    void keep(SourceData source) throws IOException {
        keep(source.training());
        keep(source.heldOut());
    }

    void keep(List<Stretch> stretches) throws IOException {
        for (Stretch stretch : stretches) {
            if (stretch.size() > Artifact.MAX_SIZE) {
                LOG.warnf(
                        "%s has %d bytes and no snapshot, which may have %d: once the log has let go of it, what is made"
                                + " of it cannot be re-run",
                        stretch.range(), stretch.size(), Artifact.MAX_SIZE);
            } else if (stretch.size() > 0) {
                store.put(stretch.content());
            }
        }
    }
}
