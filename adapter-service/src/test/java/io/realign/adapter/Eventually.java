package io.realign.adapter;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Polls for a value until {@link #DEADLINE}. */
public final class Eventually {
    static final Duration DEADLINE = Duration.ofSeconds(90);

    private Eventually() {}

    /** Returns the first value that is not null. */
    public static <T> T get(String description, Supplier<T> supplier) {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (Instant.now().isBefore(deadline)) {
            T value = supplier.get();
            if (value != null) {
                return value;
            }
            pause();
        }
        throw new AssertionError("not within " + DEADLINE + ": " + description);
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
