package io.realign.alert;

import java.util.concurrent.CancellationException;

/** Ends a calibration when its thread is interrupted: a calibration with many events takes minutes. */
final class Cancellation {
    private Cancellation() {}

    /** @throws CancellationException if the thread has been interrupted; it stays interrupted */
    static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the thread was interrupted during a calibration");
        }
    }
}
