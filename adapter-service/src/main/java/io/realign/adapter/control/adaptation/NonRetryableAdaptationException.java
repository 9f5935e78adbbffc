package io.realign.adapter.control.adaptation;

/** An adaptation failed for a reason that a retry would not resolve. The message says what to do. */
public final class NonRetryableAdaptationException extends Exception {
    private static final long serialVersionUID = 1;

    public NonRetryableAdaptationException(String message) {
        super(message);
    }
}
