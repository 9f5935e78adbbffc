package io.realign.adapter;

/** An adaptation has no candidate, for a reason that trying again does not change. The message says what to do. */
final class CannotAdaptException extends Exception {
    private static final long serialVersionUID = 1;

    CannotAdaptException(String message) {
        super(message);
    }
}
