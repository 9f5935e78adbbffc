package io.realign.schemas;

/** The bytes do not match the schema. Internal to this package. */
final class MalformedAvroException extends Exception {
    MalformedAvroException(String message) {
        super(message);
    }
}
