package io.realign.model;

/** Result of verifying a signature. */
public sealed interface Verification {
    /** The payload was signed by a trusted key. */
    record Verified(String keyId) implements Verification {}

    /**
     * The payload was not signed by a trusted key.
     *
     * @param reason expected and actual value
     */
    record Rejected(String reason) implements Verification {}
}
