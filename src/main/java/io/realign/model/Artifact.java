package io.realign.model;

import java.util.regex.Pattern;

/**
 * Bytes, named by their content.
 *
 * @param kind what they are for
 * @param sha256 their SHA-256, 64 hexadecimal digits in lower case; also their address
 * @param size how many there are
 */
public record Artifact(Kind kind, String sha256, long size) {
    /** No artifact is larger: a consumer refuses to load what claims to be. */
    public static final long MAX_SIZE = 1L << 30;

    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    /** What an artifact is for. */
    public enum Kind {
        /** ONNX graph, raw features in, class probabilities out. */
        INFERENCE,
        /** Weights and updater state, for training on. */
        TRAINING_CHECKPOINT
    }

    public Artifact {
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("expected a SHA-256 in 64 hexadecimal digits, got '" + sha256 + "'");
        }
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("expected an artifact of 1 to " + MAX_SIZE + " bytes, got " + size);
        }
    }
}
