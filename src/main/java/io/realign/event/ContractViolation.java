package io.realign.event;

/**
 * Why a record cannot be used.
 *
 * @param reason one of the few kinds, for counting
 * @param cause what was expected and what came
 */
public record ContractViolation(Reason reason, String cause) {
    /** The kinds of bad input. */
    public enum Reason {
        /** The header names a schema that is not known. */
        UNKNOWN_SCHEMA,
        /** The bytes end early, go on too long, or do not decode. */
        MALFORMED,
        /** The tensor has another length than the contract says. */
        WRONG_SHAPE,
        /** NaN or infinity among the features. */
        NOT_FINITE,
        /** A label that the contract does not list, or none on the source topic. */
        UNKNOWN_LABEL,
        /** A label on the target topic, where none may be. */
        LABELLED_TARGET,
        /** The event claims to come from the future. */
        FUTURE_TIME,
        /** No domain, or a record key that names another one. */
        WRONG_DOMAIN
    }
}
