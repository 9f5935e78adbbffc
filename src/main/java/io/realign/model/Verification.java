package io.realign.model;

/** Result of verifying a signature. */
public sealed interface Verification {
    /** The payload was signed by a trusted key. */
    record Verified(String keyId) implements Verification {}

    /**
     * The payload was not signed by a trusted key.
     *
     * @param reason message that states what was expected and what was found, for example the key id
     */
    record Rejected(String reason) implements Verification {}
}
