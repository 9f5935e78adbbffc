package io.realign.client.internal;

import java.io.IOException;

/** A server sends more than the release says. */
final class OversizedException extends IOException {
    OversizedException(long limit) {
        super("expected " + limit + " bytes, got more");
    }
}
