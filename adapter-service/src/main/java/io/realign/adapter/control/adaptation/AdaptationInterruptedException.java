package io.realign.adapter.control.adaptation;

/** The service is shutting down during an adaptation, which has no outcome. */
public final class AdaptationInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AdaptationInterruptedException() {
        this(null);
    }

    /** @param cause failure caused by the shutdown, null if none */
    public AdaptationInterruptedException(Throwable cause) {
        super("the service is shutting down, the adaptation has no outcome", cause);
    }
}
