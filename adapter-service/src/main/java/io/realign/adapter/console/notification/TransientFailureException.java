package io.realign.adapter.console.notification;

import java.io.IOException;

/** A request was not taken, and may be next time. */
final class TransientFailureException extends IOException {
    private static final long serialVersionUID = 1;

    TransientFailureException(String message) {
        super(message);
    }
}
