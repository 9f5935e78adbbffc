package io.realign.client.internal;

/** A release cannot be used, which is expected to happen; turned into {@link LoadFailure} where loading ends. */
public final class ModelLoadException extends Exception {
    private final boolean retriable;

    private ModelLoadException(String reason, boolean passing, Throwable cause) {
        super(reason, cause);
        this.retriable = passing;
    }

    /** It will be just as wrong the next time. */
    static ModelLoadException permanent(String reason) {
        return new ModelLoadException(reason, false, null);
    }

    static ModelLoadException permanent(String reason, Throwable cause) {
        return new ModelLoadException(reason + ": " + cause.getMessage(), false, cause);
    }

    /** It may be better the next time. */
    static ModelLoadException retriable(String reason) {
        return new ModelLoadException(reason, true, null);
    }

    boolean isRetriable() {
        return retriable;
    }
}
