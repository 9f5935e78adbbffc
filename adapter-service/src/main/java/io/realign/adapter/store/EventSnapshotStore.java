package io.realign.adapter.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.model.Artifact;
import io.realign.model.DataDigest;
import io.realign.replay.EventSlice;
import io.realign.replay.SourceData;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Stores snapshots of the events that adaptations use, and retains them longer than the topics retain the events. Each slice is stored
 * under the digest that the release contains, so that the adaptation can be reproduced.
 */
@Singleton
public record EventSnapshotStore(ArtifactStore store) {
    private static final Logger LOG = Logger.getLogger(EventSnapshotStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    public void save(SourceData source) throws IOException {
        save(source.training());
        save(source.holdOut());
    }

    /** Stores the window of an adaptation and its digests. If the adaptation has no release, only these digests refer to the window. */
    public void save(String adaptationId, List<EventSlice> window) throws IOException {
        save(window);
        List<DataDigest> digests = window.stream().map(EventSlice::digest).toList();
        store.putObject(ObjectKey.ofWindow(adaptationId), JSON.writeValueAsBytes(digests));
    }

    /** Window of an adaptation; empty unless all of its slices are stored. */
    public Optional<List<EventSlice>> window(String adaptationId) throws IOException {
        Optional<byte[]> digests = store.findObject(ObjectKey.ofWindow(adaptationId));
        return digests.isPresent()
                ? find(List.of(JSON.readValue(digests.get(), DataDigest[].class)))
                : Optional.empty();
    }

    private void save(List<EventSlice> slices) throws IOException {
        for (EventSlice slice : slices) {
            if (slice.sizeInBytes() > Artifact.MAX_SIZE) {
                LOG.warnf(
                        "no snapshot of %s: %d bytes exceed %d; the adaptation cannot be reproduced after the events expire",
                        slice.range(), slice.sizeInBytes(), Artifact.MAX_SIZE);
            } else if (slice.sizeInBytes() > 0) {
                store.put(slice.content());
            }
        }
    }

    /**
     * Slices with the given digests; empty unless all of them are stored.
     *
     * @throws IOException if the content of a slice does not match its digest
     */
    public Optional<List<EventSlice>> find(List<DataDigest> digests) throws IOException {
        List<EventSlice> found = new ArrayList<>();
        for (DataDigest digest : digests) {
            Optional<EventSlice> slice = find(digest);
            if (slice.isEmpty()) {
                return Optional.empty();
            }
            found.add(slice.get());
        }
        return Optional.of(found);
    }

    private Optional<EventSlice> find(DataDigest digest) throws IOException {
        if (digest.events() == 0) {
            return Optional.of(new EventSlice(digest.range(), List.of(), 0));
        }
        Optional<ArtifactStore.Content> found = store.find(digest.sha256());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (ArtifactStore.Content content = found.get()) {
            return Optional.of(EventSlice.of(digest.range(), content.verifiedBytes(digest.sha256())));
        }
    }
}
