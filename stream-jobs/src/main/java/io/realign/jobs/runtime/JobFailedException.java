package io.realign.jobs.runtime;

/** The job has ended with a failure, or cannot run any more. The process exits with code 1. */
public final class JobFailedException extends Exception {
    private static final long serialVersionUID = 1;

    JobFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
