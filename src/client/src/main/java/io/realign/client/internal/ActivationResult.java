package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.time.Instant;
import java.util.List;

/** What became of a release in this consumer. */
public sealed interface ActivationResult
        permits ActivationResult.Activated,
                ActivationResult.StepApplied,
                ActivationResult.ActivatedAsPrevious,
                ActivationResult.Ignored,
                LoadFailure {
    ModelRelease release();

    /** What the consumer has to say about it on {@code rollouts}, in this order. */
    List<RolloutStatus> rolloutStatuses(String consumer);

    /**
     * It scores its share of the events from now on.
     *
     * @param release the release
     * @param loadedAt when the model was ready
     * @param activatedAt when it took over
     */
    record Activated(ModelRelease release, Instant loadedAt, Instant activatedAt) implements ActivationResult {
        @Override
        public List<RolloutStatus> rolloutStatuses(String consumer) {
            RolloutStatus ready = new RolloutStatus(
                    consumer, release.domain(), release.version(), State.LOADED, 0, "", false, loadedAt);
            return release.traffic().trafficShare() == 0
                    ? List.of(ready)
                    : List.of(ready, activeStatus(release, consumer, activatedAt));
        }

        @Override
        public String toString() {
            return release.displayName() + " " + servingText(release);
        }
    }

    /**
     * Its share of the events has changed, or what it is compared on.
     *
     * @param release the release at its new step
     * @param previousTrafficShare its share at the step before
     * @param appliedAt when the new one began to count
     */
    record StepApplied(ModelRelease release, int previousTrafficShare, Instant appliedAt) implements ActivationResult {
        @Override
        public List<RolloutStatus> rolloutStatuses(String consumer) {
            return release.traffic().trafficShare() == previousTrafficShare
                    ? List.of()
                    : List.of(activeStatus(release, consumer, appliedAt));
        }

        @Override
        public String toString() {
            return release.displayName() + " " + servingText(release);
        }
    }

    /**
     * It scores what the newest release of its domain does not.
     *
     * @param release the release
     */
    record ActivatedAsPrevious(ModelRelease release) implements ActivationResult {
        @Override
        public List<RolloutStatus> rolloutStatuses(String consumer) {
            return List.of();
        }

        @Override
        public String toString() {
            return release.displayName() + " serves the rest";
        }
    }

    /**
     * It is not newer than what serves.
     *
     * @param release the release
     * @param servingVersion the version that serves its domain
     */
    record Ignored(ModelRelease release, long servingVersion) implements ActivationResult {
        @Override
        public List<RolloutStatus> rolloutStatuses(String consumer) {
            return List.of();
        }

        @Override
        public String toString() {
            return release.displayName() + " is passed over, as version " + servingVersion + " serves";
        }
    }

    private static RolloutStatus activeStatus(ModelRelease release, String consumer, Instant at) {
        int share = release.traffic().trafficShare();
        return new RolloutStatus(consumer, release.domain(), release.version(), State.ACTIVE, share, "", false, at);
    }

    private static String servingText(ModelRelease release) {
        TrafficSplit exposure = release.traffic();
        return exposure.complete()
                ? "serves"
                : "serves %d of %d events, and is compared on %d"
                        .formatted(exposure.trafficShare(), TrafficSplit.FULL, exposure.shadowShare());
    }
}
