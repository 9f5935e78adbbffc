package io.realign.client.internal;

import io.realign.model.ModelRelease;
import java.time.Instant;

/** What came of loading a release. */
public sealed interface LoadResult permits LoadResult.Loaded, LoadResult.StepAnnounced, LoadFailure {
    ModelRelease release();

    /** Frees what will not be used. */
    default void discard() {}

    /**
     * The model has answered a first run. Whoever holds it discards it or hands it to {@link ServingModels#apply}.
     *
     * @param model the model
     * @param loadedAt when it was ready
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
     * There was nothing to load: the release has been loaded before, and has taken another step.
     *
     * @param release the release at its new step
     */
    record StepAnnounced(ModelRelease release) implements LoadResult {}
}
