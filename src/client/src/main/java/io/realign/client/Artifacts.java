package io.realign.client;

import io.realign.model.Artifact;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Where artifacts come from: the cache, or else the adapter. Nothing leaves here unverified. */
public final class Artifacts {
    /** Room for the newest releases of many domains, or for four of the largest. */
    private static final long CACHE_LIMIT = 4 * Artifact.MAX_SIZE;

    private final ArtifactCache cache;
    private final Download download;

    /**
     * Fetches from one adapter.
     *
     * @param adapter address of the adapter service, such as {@code http://127.0.0.1:8080}
     * @param cache directory for what has been fetched; may be shared with other consumers
     * @param clock says which file was used when
     */
    public Artifacts(URI adapter, Path cache, InstantSource clock) {
        this(new ArtifactCache(cache, CACHE_LIMIT, clock), new Download(checked(adapter)));
    }

    /** The address of an adapter service, or an {@link IllegalArgumentException} if it cannot be one. */
    public static URI checked(URI adapter) {
        if (adapter.getHost() == null || !List.of("http", "https").contains(adapter.getScheme())) {
            throw new IllegalArgumentException("adapter: expected http://host:port, got '" + adapter + "'");
        }
        return adapter;
    }

    Artifacts(ArtifactCache cache, Download download) {
        this.cache = cache;
        this.download = download;
    }

    /** The artifact's bytes, whose size and digest have been verified. */
    byte[] fetch(Artifact artifact) throws UnusableException {
        Optional<byte[]> cached = cache.read(artifact);
        if (cached.isPresent()) {
            return cached.get();
        }
        byte[] bytes = download.fetch(artifact);
        Optional<String> mismatch = Digests.mismatch(artifact, bytes);
        if (mismatch.isPresent()) {
            throw UnusableException.forNow(mismatch.get());
        }
        cache.write(artifact, bytes);
        return bytes;
    }
}
