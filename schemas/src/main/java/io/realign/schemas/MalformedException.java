package io.realign.schemas;

/** The bytes do not hold what the schema says; never leaves this package. */
final class MalformedException extends Exception {
    MalformedException(String message) {
        super(message);
    }
}
