package io.realign.adapter.store;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Keeps bytes under the digest of their content until they are removed. */
public interface ArtifactStore {
    /**
     * Stores bytes; those that are there already stay as they are and count as stored now, so that they do not go for
     * their age before the release that names them is published. On return they survive a crash of the machine.
     *
     * @param content at least one byte, and at most {@link Artifact#MAX_SIZE}
     * @return their SHA-256, 64 hexadecimal digits in lower case
     */
    String put(byte[] content) throws IOException;

    /**
     * Stores an artifact.
     *
     * @throws IllegalArgumentException if there are no bytes, or more than {@link Artifact#MAX_SIZE}
     */
    default Artifact put(Artifact.Kind kind, byte[] content) throws IOException {
        Artifact artifact = new Artifact(kind, ContentId.digest(content), content.length);
        put(content);
        return artifact;
    }

    /**
     * Stores what is found by a name, such as a signed release, over what was stored under the name before.
     *
     * @param name {@link ObjectKey}
     */
    void putObject(ObjectKey name, byte[] content) throws IOException;

    /** What is stored under a name. */
    Optional<byte[]> findObject(ObjectKey name) throws IOException;

    /**
     * The bytes of a digest.
     *
     * @param sha256 64 hexadecimal digits in lower case
     */
    Optional<Content> find(String sha256) throws IOException;

    /** The digests of all that is stored, each with the time when it was stored last. */
    Map<String, Instant> list() throws IOException;

    /**
     * Removes the bytes of a digest; those that are not there are gone already.
     *
     * @param sha256 64 hexadecimal digits in lower case
     */
    void remove(String sha256) throws IOException;

    /**
     * The bytes of an artifact, verified.
     *
     * @throws IOException if what is stored under its digest has another size or content
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
     * Stores a few bytes and forgets them, as far as it takes to know that more could be stored.
     *
     * @throws IOException if nothing can be stored now, with the reason
     */
    void checkWritable() throws IOException;

    /**
     * Stored bytes, to be closed by whom they are given to.
     *
     * @param size how many there are
     * @param bytes the bytes
     */
    record Content(long size, InputStream bytes) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
