package io.realign.model;

/** What came of checking a signature. */
public sealed interface Verification {
    /** The bytes are those that the key's owner signed. */
    record Verified(String keyId) implements Verification {}

    /**
     * Nobody who is trusted vouches for the bytes.
     *
     * @param reason what was expected and what came
     */
    record Rejected(String reason) implements Verification {}
}
