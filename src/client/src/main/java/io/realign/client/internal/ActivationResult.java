package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.time.Instant;
import java.util.List;

/** Result of applying a {@link LoadResult} to the serving models. */
public sealed interface ActivationResult
        permits ActivationResult.Activated,
                ActivationResult.StepApplied,
                ActivationResult.ActivatedAsPrevious,
                ActivationResult.Ignored,
                LoadFailure {
    ModelRelease release();

    /** Statuses to report on {@code rollouts}, in this order. */
    default List<RolloutStatus> rolloutStatuses(String consumer) {
        return List.of();
    }

    /** Whether the release scores a different share of events than before. */
    default boolean swapped() {
        return false;
    }

    /**
     * The release scores its traffic share from now on.
     *
     * @param release the release
     * @param loadedAt end of loading
     * @param activatedAt time of activation
     */
    record Activated(ModelRelease release, Instant loadedAt, Instant activatedAt) implements ActivationResult {
        @Override
        public List<RolloutStatus> rolloutStatuses(String consumer) {
            RolloutStatus loaded = new RolloutStatus(
                    consumer, release.domain(), release.version(), State.LOADED, 0, "", false, loadedAt);
            return release.traffic().trafficShare() == 0
                    ? List.of(loaded)
                    : List.of(loaded, activeStatus(release, consumer, activatedAt));
        }

        @Override
        public boolean swapped() {
            return true;
        }

        @Override
        public String toString() {
            return servingText(release);
        }
    }

    /**
     * The release moved to another rollout step.
     *
     * @param release the release at its new step
     * @param previousTrafficShare traffic share of the previous step
     * @param appliedAt start of the new step in this consumer
     */
    record StepApplied(ModelRelease release, int previousTrafficShare, Instant appliedAt) implements ActivationResult {
        @Override
        public List<RolloutStatus> rolloutStatuses(String consumer) {
            return swapped() ? List.of(activeStatus(release, consumer, appliedAt)) : List.of();
        }

        @Override
        public boolean swapped() {
            return release.traffic().trafficShare() != previousTrafficShare;
        }

        @Override
        public String toString() {
            return servingText(release);
        }
    }

    /**
     * The release scores the events outside the traffic share of the newest release of its domain.
     *
     * @param release the release
     */
    record ActivatedAsPrevious(ModelRelease release) implements ActivationResult {
        @Override
        public String toString() {
            return release.displayName() + " serves as the previous release";
        }
    }

    /**
     * The release is not newer than the serving one.
     *
     * @param release the release
     * @param servingVersion version that serves the domain, 0 if none
     */
    record Ignored(ModelRelease release, long servingVersion) implements ActivationResult {
        @Override
        public String toString() {
            return release.displayName() + " is ignored, version " + servingVersion + " serves";
        }
    }

    private static RolloutStatus activeStatus(ModelRelease release, String consumer, Instant at) {
        int share = release.traffic().trafficShare();
        return new RolloutStatus(consumer, release.domain(), release.version(), State.ACTIVE, share, "", false, at);
    }

    private static String servingText(ModelRelease release) {
        TrafficSplit traffic = release.traffic();
        return traffic.complete()
                ? release.displayName() + " serves"
                : "%s serves %.1f %% of the events, with shadow scoring of %.1f %%"
                        .formatted(
                                release.displayName(),
                                traffic.trafficShare() * 100.0 / TrafficSplit.FULL,
                                traffic.shadowShare() * 100.0 / TrafficSplit.FULL);
    }
}
