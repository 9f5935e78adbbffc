package io.realign.client.internal;

import io.realign.model.ModelRelease;
import java.time.Instant;

/** Result of loading a release. */
public sealed interface LoadResult permits LoadResult.Loaded, LoadResult.StepAnnounced, LoadFailure {
    ModelRelease release();

    /** Releases native resources of a result that is not applied. */
    default void discard() {}

    /**
     * A model that is warmed up. The owner discards it or passes it to {@link ServingModels#apply}.
     *
     * @param model the model
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

    /**
     * A new rollout step of a release that is already loaded.
     *
     * @param release the release at its new step
     */
    record StepAnnounced(ModelRelease release) implements LoadResult {}
}
