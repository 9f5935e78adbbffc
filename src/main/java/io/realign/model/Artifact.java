package io.realign.model;

import io.realign.event.ContentId;

/**
 * Reference to a content-addressed file of a release.
 *
 * @param kind purpose
 * @param sha256 SHA-256 in 64 lower-case hexadecimal digits; also the address in the artifact store
 * @param size size in bytes
 */
public record Artifact(Kind kind, String sha256, long size) {
    /** Maximum size in bytes; consumers do not load larger artifacts. */
    public static final long MAX_SIZE = 1L << 30;

    /** Purpose of an artifact. */
    public enum Kind {
        /** ONNX graph from raw features to class probabilities. */
        INFERENCE,
        /** Weights and optimizer state for further training. */
        TRAINING_CHECKPOINT
    }

    public Artifact {
        if (!ContentId.isDigest(sha256)) {
            throw new IllegalArgumentException(
                    "sha256: expected 64 lower-case hexadecimal digits, got '" + sha256 + "'");
        }
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("size: expected 1 to " + MAX_SIZE + " bytes, got " + size);
        }
    }
}
