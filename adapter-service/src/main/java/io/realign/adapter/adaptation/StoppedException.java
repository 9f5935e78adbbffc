package io.realign.adapter.adaptation;

/** The program is being stopped in the middle of an adaptation; nothing was decided. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException() {
        this(null);
    }

    /** @param cause what the stop broke, null if nothing */
    public StoppedException(Throwable cause) {
        super("the program is being stopped, the adaptation ends here without an outcome", cause);
    }
}
