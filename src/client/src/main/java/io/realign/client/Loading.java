package io.realign.client;

import io.realign.model.ModelRelease;
import java.time.Instant;

/** What came of loading a release. */
public sealed interface Loading permits Loading.Loaded, Loading.Stepped, Failed {
    ModelRelease release();

    /** Frees what will not be used. */
    default void discard() {}

    /**
     * The model has answered a first run. Whoever holds it discards it or hands it to {@link LiveModels#settle}.
     *
     * @param model the model
     * @param at when it was ready
     */
    record Loaded(OnnxModel model, Instant at) implements Loading {
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
    record Stepped(ModelRelease release) implements Loading {}
}
