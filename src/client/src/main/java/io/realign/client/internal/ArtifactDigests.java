package io.realign.client.internal;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import java.util.Optional;

/** Compares bytes with the artifact that they are said to be. */
final class ArtifactDigests {
    private ArtifactDigests() {}

    /** What was expected and what came; empty if the bytes are the artifact's. */
    static Optional<String> mismatch(Artifact artifact, byte[] bytes) {
        if (bytes.length != artifact.size()) {
            return Optional.of("expected %d bytes of artifact %s, got %d"
                    .formatted(artifact.size(), artifact.sha256(), bytes.length));
        }
        String digest = ContentId.digest(bytes);
        return digest.equals(artifact.sha256())
                ? Optional.empty()
                : Optional.of("expected an artifact of SHA-256 " + artifact.sha256() + ", got " + digest);
    }
}
