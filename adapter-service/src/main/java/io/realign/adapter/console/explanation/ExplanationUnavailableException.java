package io.realign.adapter.console.explanation;

/** A question has no answer, because something is not there or no longer. The message says what, and what to do. */
final class ExplanationUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    ExplanationUnavailableException(String message) {
        super(message);
    }

    ExplanationUnavailableException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
