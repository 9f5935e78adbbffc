package io.realign.client;

import io.realign.model.Exposure;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.time.Instant;
import java.util.List;

/** What became of a release in this consumer. */
public sealed interface Outcome permits Outcome.Activated, Outcome.Stepped, Outcome.Remains, Outcome.Ignored, Failed {
    ModelRelease release();

    /** What the consumer has to say about it on {@code rollouts}, in this order. */
    List<RolloutStatus> reports(String consumer);

    /**
     * It scores its share of the events from now on.
     *
     * @param release the release
     * @param loaded when the model was ready
     * @param at when it took over
     */
    record Activated(ModelRelease release, Instant loaded, Instant at) implements Outcome {
        @Override
        public List<RolloutStatus> reports(String consumer) {
            RolloutStatus ready = new RolloutStatus(
                    consumer, release.domain(), release.version(), State.LOADED, 0, "", false, loaded);
            return release.exposure().share() == 0 ? List.of(ready) : List.of(ready, active(release, consumer, at));
        }

        @Override
        public String toString() {
            return release.name() + " " + serves(release);
        }
    }

    /**
     * Its share of the events has changed, or what it is compared on.
     *
     * @param release the release at its new step
     * @param shareBefore its share at the step before
     * @param at when the new one began to count
     */
    record Stepped(ModelRelease release, int shareBefore, Instant at) implements Outcome {
        @Override
        public List<RolloutStatus> reports(String consumer) {
            return release.exposure().share() == shareBefore ? List.of() : List.of(active(release, consumer, at));
        }

        @Override
        public String toString() {
            return release.name() + " " + serves(release);
        }
    }

    /**
     * It scores what the newest release of its domain does not.
     *
     * @param release the release
     */
    record Remains(ModelRelease release) implements Outcome {
        @Override
        public List<RolloutStatus> reports(String consumer) {
            return List.of();
        }

        @Override
        public String toString() {
            return release.name() + " serves the rest";
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

    private static RolloutStatus active(ModelRelease release, String consumer, Instant at) {
        int share = release.exposure().share();
        return new RolloutStatus(consumer, release.domain(), release.version(), State.ACTIVE, share, "", false, at);
    }

    private static String serves(ModelRelease release) {
        Exposure exposure = release.exposure();
        return exposure.complete()
                ? "serves"
                : "serves %d of %d events, and is compared on %d"
                        .formatted(exposure.share(), Exposure.ALL, exposure.shadow());
    }
}
