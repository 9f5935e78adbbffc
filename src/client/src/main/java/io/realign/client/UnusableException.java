package io.realign.client;

/** A release cannot be used, which is expected to happen; turned into {@link Failed} where loading ends. */
public final class UnusableException extends Exception {
    private final boolean passing;

    private UnusableException(String reason, boolean passing, Throwable cause) {
        super(reason, cause);
        this.passing = passing;
    }

    /** It will be just as wrong the next time. */
    static UnusableException forGood(String reason) {
        return new UnusableException(reason, false, null);
    }

    static UnusableException forGood(String reason, Throwable cause) {
        return new UnusableException(reason + ": " + cause.getMessage(), false, cause);
    }

    /** It may be better the next time. */
    static UnusableException forNow(String reason) {
        return new UnusableException(reason, true, null);
    }

    boolean passing() {
        return passing;
    }
}
