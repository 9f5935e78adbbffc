package io.realign.adapter;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** Polls until a value is available. */
public final class Eventually {
    static final Duration DEADLINE = Duration.ofSeconds(90);

    private Eventually() {}

    /** Returns the first value that is not null. */
    public static <T> T get(String what, Supplier<T> question) {
        Instant deadline = Instant.now().plus(DEADLINE);
        while (Instant.now().isBefore(deadline)) {
            T answer = question.get();
            if (answer != null) {
                return answer;
            }
            pause();
        }
        throw new AssertionError("expected within " + DEADLINE + ": " + what);
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
