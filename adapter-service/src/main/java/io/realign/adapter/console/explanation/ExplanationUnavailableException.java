package io.realign.adapter.console.explanation;

/** An input of an explanation is missing or has expired. */
public final class ExplanationUnavailableException extends Exception {
    private static final long serialVersionUID = 1;

    ExplanationUnavailableException(String message) {
        super(message);
    }

    ExplanationUnavailableException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
