package io.realign.learning.training;

/** A loss or gradient is not finite. The message names the step and, except in pre-training, the rows of the batch. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingException(String message) {
        super(message);
    }
}
