package io.realign.learning.training;

/** A loss or gradient is not finite. The message names the step and the rows. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingException(String message) {
        super(message);
    }
}
