package io.realign.event;

/**
 * The reason why a record is invalid.
 *
 * @param category category, for metrics
 * @param description description with the expected and the actual value, see {@link Texts#description}
 */
public record ContractViolation(Reason category, String description) {
    /** Categories of invalid records. */
    public enum Reason {
        /** The header names an unknown schema. */
        UNKNOWN_SCHEMA,
        /** The bytes are truncated, too long or cannot be decoded. */
        MALFORMED,
        /** The record is larger than a valid one can be. */
        TOO_LARGE,
        /** The number of features differs from the contract. */
        WRONG_SHAPE,
        /** A feature is NaN or infinite. */
        NOT_FINITE,
        /** A feature is finite, but too large to compute with. */
        OUT_OF_RANGE,
        /** The label is not in the contract, or is missing on the source topic. */
        UNKNOWN_LABEL,
        /** An event on the target topic has a label. */
        LABELLED_TARGET,
        /** The event time is too far in the future. */
        FUTURE_TIME,
        /** The event time is too far in the past, probably because it is not in milliseconds. */
        PAST_TIME,
        /** The id is not a valid name. */
        WRONG_ID,
        /** The domain is not a valid name, is reserved, or differs from the record key. */
        WRONG_DOMAIN,
        /** All available models (newest release, previous release, base model) failed on the event. */
        NOT_SCORED,
        /** The record satisfies the contract, but each attempt to process it failed. */
        PROCESSING_FAILED
    }

    public ContractViolation {
        description = Texts.description(description);
    }
}
