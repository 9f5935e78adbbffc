package io.realign.adapter.explanation;

/** A question has no answer, because something is not there or no longer. The message says what, and what to do. */
final class NoAnswerException extends Exception {
    private static final long serialVersionUID = 1;

    NoAnswerException(String message) {
        super(message);
    }

    NoAnswerException(Exception cause) {
        super(cause.getMessage(), cause);
    }
}
