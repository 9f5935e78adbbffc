package io.realign.client.internal;

import io.realign.model.Artifact;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Where artifacts come from: the cache, or else the adapter. Nothing leaves here unverified. */
public final class ArtifactFetcher {
    /** Room for the newest releases of many domains, or for four of the largest. */
    private static final long MAX_CACHE_BYTES = 4 * Artifact.MAX_SIZE;

    private final ArtifactCache cache;
    private final HttpDownloader download;

    /**
     * Fetches from one adapter.
     *
     * @param adapter address of the adapter service, such as {@code http://127.0.0.1:8080}
     * @param cache directory for what has been fetched; may be shared with other consumers
     * @param clock says which file was used when
     */
    public ArtifactFetcher(URI adapter, Path cache, InstantSource clock) {
        this(new ArtifactCache(cache, MAX_CACHE_BYTES, clock), new HttpDownloader(requireHttpAddress(adapter)));
    }

    /** The address of an adapter service, or an {@link IllegalArgumentException} if it cannot be one. */
    public static URI requireHttpAddress(URI adapter) {
        if (adapter.getHost() == null || !List.of("http", "https").contains(adapter.getScheme())) {
            throw new IllegalArgumentException("adapter: expected http://host:port, got '" + adapter + "'");
        }
        return adapter;
    }

    ArtifactFetcher(ArtifactCache cache, HttpDownloader download) {
        this.cache = cache;
        this.download = download;
    }

    /** The artifact's bytes, whose size and digest have been verified. */
    byte[] fetch(Artifact artifact) throws ModelLoadException {
        Optional<byte[]> cached = cache.read(artifact);
        if (cached.isPresent()) {
            return cached.get();
        }
        byte[] bytes = download.fetch(artifact);
        Optional<String> mismatch = ArtifactDigests.mismatch(artifact, bytes);
        if (mismatch.isPresent()) {
            throw ModelLoadException.retriable(mismatch.get());
        }
        cache.write(artifact, bytes);
        return bytes;
    }
}
