package io.realign.adapter.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.DataDigest;
import io.realign.replay.EventSlice;
import io.realign.replay.SourceData;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Keeps what was drawn from the log, because the log forgets: each stretch under the digest that its release names, where
 * whoever re-runs the adaptation finds it.
 */
public record EventSnapshotStore(ArtifactStore store) {
    private static final Logger LOG = Logger.getLogger(EventSnapshotStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    public void save(SourceData source) throws IOException {
        save(source.training());
        save(source.heldOut());
    }

    /** Keeps the events that an adaptation is about, and their digests: who releases nothing names them nowhere else. */
    public void save(String adaptationId, List<EventSlice> window) throws IOException {
        save(window);
        List<DataDigest> digests = window.stream().map(EventSlice::digest).toList();
        store.putObject(ObjectKey.ofWindow(adaptationId), JSON.writeValueAsBytes(digests));
    }

    /** The events that an adaptation was about, if all of them are there. */
    public Optional<List<EventSlice>> window(String adaptationId) throws IOException {
        Optional<byte[]> digests = store.findObject(ObjectKey.ofWindow(adaptationId));
        return digests.isPresent()
                ? find(List.of(JSON.readValue(digests.get(), DataDigest[].class)))
                : Optional.empty();
    }

    private void save(List<EventSlice> stretches) throws IOException {
        for (EventSlice stretch : stretches) {
            if (stretch.sizeInBytes() > Artifact.MAX_SIZE) {
                LOG.warnf(
                        "%s has %d bytes and no snapshot, which may have %d: once the log has let go of it, what is made"
                                + " of it cannot be re-run",
                        stretch.range(), stretch.sizeInBytes(), Artifact.MAX_SIZE);
            } else if (stretch.sizeInBytes() > 0) {
                store.put(stretch.content());
            }
        }
    }

    /**
     * The stretches that a release names, if all of them are there.
     *
     * @throws IOException if what is stored under a digest has another content
     */
    public Optional<List<EventSlice>> find(List<DataDigest> wanted) throws IOException {
        List<EventSlice> found = new ArrayList<>();
        for (DataDigest one : wanted) {
            Optional<EventSlice> stretch = find(one);
            if (stretch.isEmpty()) {
                return Optional.empty();
            }
            found.add(stretch.get());
        }
        return Optional.of(found);
    }

    private Optional<EventSlice> find(DataDigest wanted) throws IOException {
        if (wanted.events() == 0) {
            return Optional.of(new EventSlice(wanted.range(), List.of(), 0));
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
            return Optional.of(EventSlice.of(wanted.range(), bytes));
        }
    }
}
