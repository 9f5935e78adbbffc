package io.realign.adapter.console.notification;

import java.io.IOException;

/** A request failed and may succeed when retried. */
final class TransientFailureException extends IOException {
    private static final long serialVersionUID = 1;

    TransientFailureException(String message) {
        super(message);
    }
}
