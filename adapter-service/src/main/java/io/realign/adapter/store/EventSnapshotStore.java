package io.realign.adapter.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.realign.event.ContentId;
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
 * Snapshots of the events that adaptations were trained on, which outlive the retention of the topics. Each slice is stored under
 * the digest in its release, so an adaptation can be reproduced.
 */
@Singleton
public record EventSnapshotStore(ArtifactStore store) {
    private static final Logger LOG = Logger.getLogger(EventSnapshotStore.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    public void save(SourceData source) throws IOException {
        save(source.training());
        save(source.heldOut());
    }

    /** Stores the window of an adaptation and its digests; without a release nothing else refers to them. */
    public void save(String adaptationId, List<EventSlice> window) throws IOException {
        save(window);
        List<DataDigest> digests = window.stream().map(EventSlice::digest).toList();
        store.putObject(ObjectKey.ofWindow(adaptationId), JSON.writeValueAsBytes(digests));
    }

    /** Window of an adaptation, if it is complete. */
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
                        "no snapshot of %s: %d bytes exceed %d; its adaptation cannot be reproduced after the topic expires",
                        slice.range(), slice.sizeInBytes(), Artifact.MAX_SIZE);
            } else if (slice.sizeInBytes() > 0) {
                store.put(slice.content());
            }
        }
    }

    /**
     * Slices of a release, if all are stored.
     *
     * @throws IOException if the content of a slice does not match its digest
     */
    public Optional<List<EventSlice>> find(List<DataDigest> wanted) throws IOException {
        List<EventSlice> found = new ArrayList<>();
        for (DataDigest one : wanted) {
            Optional<EventSlice> slice = find(one);
            if (slice.isEmpty()) {
                return Optional.empty();
            }
            found.add(slice.get());
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
