package io.realign.client.internal;

import io.realign.model.ModelRelease;

/** The model of a release failed on an event: ONNX Runtime reported an error, or a probability is not finite. */
public final class ModelRunException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient ModelRelease release;

    ModelRunException(ModelRelease release, String reason, Throwable cause) {
        super(release.displayName() + " failed: " + reason, cause);
        this.release = release;
    }

    ModelRelease release() {
        return release;
    }
}
