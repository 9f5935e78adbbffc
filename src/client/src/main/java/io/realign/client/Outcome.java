package io.realign.client;

import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.time.Instant;
import java.util.List;

/** What became of a release in this consumer. */
public sealed interface Outcome permits Outcome.Activated, Outcome.Ignored, Failed {
    ModelRelease release();

    /** What the consumer has to say about it on {@code rollouts}, in this order. */
    List<RolloutStatus> reports(String consumer);

    /**
     * Every event from now on is scored by it.
     *
     * @param release the release
     * @param loaded when the model was ready
     * @param at when it took over
     */
    record Activated(ModelRelease release, Instant loaded, Instant at) implements Outcome {
        @Override
        public List<RolloutStatus> reports(String consumer) {
            return List.of(status(consumer, State.LOADED, loaded), status(consumer, State.ACTIVE, at));
        }

        @Override
        public String toString() {
            return release.name() + " serves";
        }

        private RolloutStatus status(String consumer, State state, Instant when) {
            return new RolloutStatus(consumer, release.domain(), release.version(), state, "", when);
        }
    }

    /**
     * It is not newer than what serves.
     *
     * @param release the release
     * @param serving the version that serves its domain
     */
    record Ignored(ModelRelease release, long serving) implements Outcome {
        @Override
        public List<RolloutStatus> reports(String consumer) {
            return List.of();
        }

        @Override
        public String toString() {
            return release.name() + " is passed over, as version " + serving + " serves";
        }
    }
}
