package io.realign.adapter.store;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Content-addressed store of artifacts. */
public interface ArtifactStore {
    /**
     * Stores content durably. The modification time of existing content is renewed, so that it does not expire before the release
     * that refers to it is published.
     *
     * @param content at least one byte, and at most {@link Artifact#MAX_SIZE}
     * @return SHA-256 digest, 64 hexadecimal digits in lower case
     */
    String put(byte[] content) throws IOException;

    /**
     * Stores an artifact.
     *
     * @throws IllegalArgumentException if the content is empty or larger than {@link Artifact#MAX_SIZE}
     */
    default Artifact put(Artifact.Kind kind, byte[] content) throws IOException {
        Artifact artifact = new Artifact(kind, ContentId.digest(content), content.length);
        put(content);
        return artifact;
    }

    /** Stores or replaces an object. */
    void putObject(ObjectKey name, byte[] content) throws IOException;

    Optional<byte[]> findObject(ObjectKey name) throws IOException;

    /**
     * Opens the content of a digest.
     *
     * @param sha256 64 hexadecimal digits in lower case
     */
    Optional<Content> find(String sha256) throws IOException;

    /** Digests of all content, with the modification time. */
    Map<String, Instant> list() throws IOException;

    /**
     * Removes the content of a digest, if it exists.
     *
     * @param sha256 64 hexadecimal digits in lower case
     */
    void remove(String sha256) throws IOException;

    /**
     * Reads and verifies an artifact.
     *
     * @throws IOException if the stored content has another size or digest
     */
    default Optional<byte[]> read(Artifact artifact) throws IOException {
        Optional<Content> found = find(artifact.sha256());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (Content content = found.get()) {
            if (content.size() != artifact.size()) {
                throw new IOException("expected %d bytes of artifact %s, got %d"
                        .formatted(artifact.size(), artifact.sha256(), content.size()));
            }
            byte[] bytes = content.bytes().readAllBytes();
            String digest = ContentId.digest(bytes);
            if (!digest.equals(artifact.sha256())) {
                throw new IOException("expected bytes of SHA-256 " + artifact.sha256() + ", got " + digest);
            }
            return Optional.of(bytes);
        }
    }

    /**
     * Checks that content can be stored.
     *
     * @throws IOException if it cannot, with the reason
     */
    void checkWritable() throws IOException;

    /**
     * Stored content; the caller closes it.
     *
     * @param size number of bytes
     */
    record Content(long size, InputStream bytes) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
