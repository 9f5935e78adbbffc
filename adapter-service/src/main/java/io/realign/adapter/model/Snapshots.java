package io.realign.adapter.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.client.log.SourceData;
import io.realign.client.log.Stretch;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.DataDigest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps what was drawn from the log, because the log forgets: each stretch under the digest that its release names, where
 * whoever re-runs the adaptation finds it.
 */
public record Snapshots(ArtifactStore store) {
    private static final Logger LOG = Logger.getLogger(Snapshots.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    public void keep(SourceData source) throws IOException {
        keep(source.training());
        keep(source.heldOut());
    }

    /** Keeps the events that an adaptation is about, and their digests: who releases nothing names them nowhere else. */
    public void keep(String adaptationId, List<Stretch> window) throws IOException {
        keep(window);
        List<DataDigest> digests = window.stream().map(Stretch::digest).toList();
        store.keep(ReleaseName.ofWindow(adaptationId), JSON.writeValueAsBytes(digests));
    }

    /** The events that an adaptation was about, if all of them are there. */
    public Optional<List<Stretch>> window(String adaptationId) throws IOException {
        Optional<byte[]> digests = store.kept(ReleaseName.ofWindow(adaptationId));
        return digests.isPresent()
                ? find(List.of(JSON.readValue(digests.get(), DataDigest[].class)))
                : Optional.empty();
    }

    private void keep(List<Stretch> stretches) throws IOException {
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

    /**
     * The stretches that a release names, if all of them are there.
     *
     * @throws IOException if what is stored under a digest has another content
     */
    public Optional<List<Stretch>> find(List<DataDigest> wanted) throws IOException {
        List<Stretch> found = new ArrayList<>();
        for (DataDigest one : wanted) {
            Optional<Stretch> stretch = find(one);
            if (stretch.isEmpty()) {
                return Optional.empty();
            }
            found.add(stretch.get());
        }
        return Optional.of(found);
    }

    private Optional<Stretch> find(DataDigest wanted) throws IOException {
        if (wanted.events() == 0) {
            return Optional.of(new Stretch(wanted.range(), List.of(), 0));
        }
        Optional<ArtifactStore.Content> found = store.find(wanted.sha256());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (ArtifactStore.Content content = found.get()) {
            byte[] bytes = content.bytes().readAllBytes();
            String digest = ContentId.digest(bytes);
            if (!digest.equals(wanted.sha256())) {
                throw new IOException("snapshot of %s: expected bytes of SHA-256 %s, got %s"
                        .formatted(wanted.range(), wanted.sha256(), digest));
            }
            return Optional.of(Stretch.of(wanted.range(), bytes));
        }
    }
}
