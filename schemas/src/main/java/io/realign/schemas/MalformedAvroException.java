package io.realign.schemas;

/** The bytes do not hold what the schema says; never leaves this package. */
final class MalformedAvroException extends Exception {
    MalformedAvroException(String message) {
        super(message);
    }
}
