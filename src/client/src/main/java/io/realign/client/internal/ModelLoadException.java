package io.realign.client.internal;

/** A release or artifact cannot be loaded. {@link ModelLoader} converts it to a {@link LoadFailure}. */
public final class ModelLoadException extends Exception {
    private final boolean retriable;

    private ModelLoadException(String reason, boolean retriable, Throwable cause) {
        super(reason, cause);
        this.retriable = retriable;
    }

    static ModelLoadException permanent(String reason) {
        return new ModelLoadException(reason, false, null);
    }

    static ModelLoadException permanent(String reason, Throwable cause) {
        return new ModelLoadException(reason + ": " + cause.getMessage(), false, cause);
    }

    static ModelLoadException retriable(String reason) {
        return new ModelLoadException(reason, true, null);
    }

    boolean isRetriable() {
        return retriable;
    }
}
