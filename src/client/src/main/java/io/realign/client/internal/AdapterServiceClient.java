package io.realign.client.internal;

import io.realign.model.Artifact;
import java.net.URI;
import java.util.Optional;

/** The adapter service, asked directly: nothing comes from a cache, and nobody has looked at what it says. */
public final class AdapterServiceClient {
    private final URI address;
    private final HttpDownloader download;

    /**
     * Does not connect yet.
     *
     * @param address of the adapter service, such as {@code http://127.0.0.1:8080}
     * @param token that its API asks for, if it asks for one
     * @throws IllegalArgumentException if it cannot be one
     */
    public AdapterServiceClient(URI address, Optional<String> token) {
        this.address = ArtifactFetcher.requireHttpAddress(address);
        this.download = new HttpDownloader(address, token);
    }

    /**
     * What is stored under a digest; empty if nothing is.
     *
     * @param sha256 64 hexadecimal digits in lower case
     * @throws ModelLoadException if there is no answer, or one of more than {@link Artifact#MAX_SIZE} bytes
     */
    public Optional<byte[]> fetchArtifact(String sha256) throws ModelLoadException {
        return download.fetchIfPresent("artifacts/" + sha256, Artifact.MAX_SIZE);
    }

    /**
     * What its API says; empty if it says that there is nothing.
     *
     * @param path below {@code /api/}, encoded
     * @param limit how many bytes it may be
     * @throws ModelLoadException if there is no answer, or a longer one
     */
    public Optional<byte[]> get(String path, long limit) throws ModelLoadException {
        return download.fetchIfPresent("api/" + path, limit);
    }

    @Override
    public String toString() {
        return address.toString();
    }
}
