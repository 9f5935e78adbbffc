package io.realign.adapter.notification;

import java.io.IOException;

/** A request was not taken, and may be next time. */
final class PassingException extends IOException {
    private static final long serialVersionUID = 1;

    PassingException(String message) {
        super(message);
    }
}
