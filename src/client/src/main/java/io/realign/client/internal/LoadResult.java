package io.realign.client.internal;

import io.realign.model.ModelRelease;
import java.time.Instant;

/** Result of loading a release. */
public sealed interface LoadResult permits LoadResult.Loaded, LoadResult.RecordUpdated, LoadFailure {
    ModelRelease release();

    /** Releases the native resources of a result that is not applied. */
    default void discard() {}

    /**
     * A loaded model. The receiver must discard it or pass it to {@link ServingModels#apply}.
     *
     * @param loadedAt end of the warm-up
     */
    record Loaded(OnnxModel model, Instant loadedAt) implements LoadResult {
        @Override
        public ModelRelease release() {
            return model.release();
        }

        @Override
        public void discard() {
            model.close();
        }
    }

    /** A newer record of a loaded release: it has moved to a new rollout step, or its signature was renewed. */
    record RecordUpdated(ModelRelease release) implements LoadResult {}
}
