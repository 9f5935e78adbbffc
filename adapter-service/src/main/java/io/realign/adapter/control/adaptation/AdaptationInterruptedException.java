package io.realign.adapter.control.adaptation;

/** An adaptation has no outcome because the service is shutting down. */
public final class AdaptationInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** @param cause failure that the shutdown caused; null if none */
    public AdaptationInterruptedException(Throwable cause) {
        super("the service is shutting down, the adaptation has no outcome", cause);
    }
}
