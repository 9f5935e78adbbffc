package io.realign.adapter.adaptation;

/** The program is being stopped in the middle of a training; nothing was decided. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoppedException() {
        super("the program is being stopped, the training ends here");
    }
}
