package io.realign.adapter.control.adaptation;

/** The program is being stopped in the middle of an adaptation; nothing was decided. */
public final class AdaptationInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AdaptationInterruptedException() {
        this(null);
    }

    /** @param cause what the stop broke, null if nothing */
    public AdaptationInterruptedException(Throwable cause) {
        super("the program is being stopped, the adaptation ends here without an outcome", cause);
    }
}
