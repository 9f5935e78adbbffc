package io.realign.client.internal;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Fetches artifacts from the cache or from the adapter service, and verifies their size and digest. */
public final class ArtifactFetcher {
    private static final long MAX_CACHE_BYTES = 4 * Artifact.MAX_SIZE;

    private final ArtifactCache cache;
    private final AdapterServiceClient adapter;

    /** Creates a fetcher with a cache directory, which several programs may share. */
    public ArtifactFetcher(URI adapter, Path cache, InstantSource clock) {
        this(new ArtifactCache(cache, MAX_CACHE_BYTES, clock), new AdapterServiceClient(adapter, Optional.empty()));
    }

    ArtifactFetcher(ArtifactCache cache, AdapterServiceClient adapter) {
        this.cache = cache;
        this.adapter = adapter;
    }

    byte[] fetch(Artifact artifact) throws ModelLoadException {
        Optional<byte[]> cached = cache.read(artifact);
        if (cached.isPresent()) {
            return cached.get();
        }
        byte[] bytes = adapter.fetch(artifact);
        Optional<String> mismatch = mismatch(artifact, bytes);
        if (mismatch.isPresent()) {
            throw ModelLoadException.retriable(mismatch.get());
        }
        cache.write(artifact, bytes);
        return bytes;
    }

    /** Describes a wrong size or digest; empty if the bytes are those of the artifact. */
    static Optional<String> mismatch(Artifact artifact, byte[] bytes) {
        if (bytes.length != artifact.size()) {
            return Optional.of("expected %d bytes of artifact %s, got %d"
                    .formatted(artifact.size(), artifact.sha256(), bytes.length));
        }
        String digest = ContentId.digest(bytes);
        return digest.equals(artifact.sha256())
                ? Optional.empty()
                : Optional.of("expected an artifact with the SHA-256 " + artifact.sha256() + ", got " + digest);
    }
}
