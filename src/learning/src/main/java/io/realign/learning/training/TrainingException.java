package io.realign.learning.training;

/** A training that cannot go on: a loss or a gradient is no longer a number. The message names the step. */
public final class TrainingException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TrainingException(String message) {
        super(message);
    }
}
