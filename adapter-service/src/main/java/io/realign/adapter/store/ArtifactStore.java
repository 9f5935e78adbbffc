package io.realign.adapter.store;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Store of artifacts, which are named by their digest, and of other objects, which are named by an {@link ObjectKey}. A digest has 64
 * hexadecimal digits in lower case.
 */
public abstract class ArtifactStore {
    /**
     * Stores content durably under its digest. Renews the modification time of existing content, so that the content does not expire
     * before the release that refers to it is published.
     *
     * @param content at least one byte, and at most {@link Artifact#MAX_SIZE}
     * @return SHA-256 digest
     */
    public abstract String put(byte[] content) throws IOException;

    /** @throws IllegalArgumentException if the content is empty or larger than {@link Artifact#MAX_SIZE} */
    public final Artifact put(Artifact.Kind kind, byte[] content) throws IOException {
        Artifact artifact = new Artifact(kind, ContentId.digest(content), content.length);
        put(content);
        return artifact;
    }

    public final void putObject(ObjectKey key, byte[] content) throws IOException {
        write(key.value(), content);
    }

    public final Optional<byte[]> findObject(ObjectKey key) throws IOException {
        Optional<Content> found = open(key.value());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Content content = found.get()) {
            return Optional.of(content.bytes().readAllBytes());
        }
    }

    /** @throws IllegalArgumentException if {@code sha256} is not a digest */
    public final Optional<Content> find(String sha256) throws IOException {
        return open(requireDigest(sha256));
    }

    /** Digests of all content, with the modification time. */
    public abstract Map<String, Instant> list() throws IOException;

    /**
     * Removes content, if it exists.
     *
     * @throws IllegalArgumentException if {@code sha256} is not a digest
     */
    public final void remove(String sha256) throws IOException {
        delete(requireDigest(sha256));
    }

    /** @throws IOException if the stored content has another size or digest than the artifact */
    public final Optional<byte[]> read(Artifact artifact) throws IOException {
        Optional<Content> found = find(artifact.sha256());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Content content = found.get()) {
            if (content.size() != artifact.size()) {
                throw new IOException("expected %d bytes of artifact %s, got %d"
                        .formatted(artifact.size(), artifact.sha256(), content.size()));
            }
            return Optional.of(content.verifiedBytes(artifact.sha256()));
        }
    }

    /** @throws IOException if content cannot be stored */
    public abstract void checkWritable() throws IOException;

    /** Stores or replaces content, atomically. */
    abstract void write(String name, byte[] content) throws IOException;

    abstract Optional<Content> open(String name) throws IOException;

    abstract void delete(String name) throws IOException;

    /** Also prevents path traversal. */
    private static String requireDigest(String sha256) {
        if (!ContentId.isDigest(sha256)) {
            throw new IllegalArgumentException("expected a SHA-256 in 64 hexadecimal digits, got '" + sha256 + "'");
        }
        return sha256;
    }

    /** Stored content of {@code size} bytes; the caller closes it. */
    public record Content(long size, InputStream bytes) implements AutoCloseable {
        /** @throws IOException if the bytes have another digest */
        byte[] verifiedBytes(String sha256) throws IOException {
            byte[] content = bytes.readAllBytes();
            String digest = ContentId.digest(content);
            if (!digest.equals(sha256)) {
                throw new IOException("expected bytes of SHA-256 " + sha256 + ", got " + digest);
            }
            return content;
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
