package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Result of applying a {@link LoadResult} to the serving models. */
public sealed interface ActivationResult
        permits ActivationResult.Activated,
                ActivationResult.ActivatedAsPrevious,
                ActivationResult.Ignored,
                LoadFailure {
    ModelRelease release();

    /** Statuses to report on {@code rollouts}, in this order. */
    default List<RolloutStatus> rolloutStatuses(String consumer) {
        return List.of();
    }

    /** Whether the newest release of the domain, or its traffic share, has changed. */
    default boolean swapped() {
        return false;
    }

    /**
     * The release scores its traffic share from now on.
     *
     * @param release the release at its newest step
     * @param loadedAt end of loading; empty if the release was already active, and only its step or its expiry has changed
     * @param swapped whether the release is new or its traffic share has changed
     * @param activatedAt time of the activation
     */
    record Activated(ModelRelease release, Optional<Instant> loadedAt, boolean swapped, Instant activatedAt)
            implements ActivationResult {
        @Override
        public List<RolloutStatus> rolloutStatuses(String consumer) {
            List<RolloutStatus> statuses = new ArrayList<>();
            loadedAt.ifPresent(at -> statuses.add(status(consumer, State.LOADED, 0, at)));
            int share = release.traffic().trafficShare();
            if (swapped && share > 0) {
                statuses.add(status(consumer, State.ACTIVE, share, activatedAt));
            }
            return statuses;
        }

        @Override
        public String toString() {
            TrafficSplit traffic = release.traffic();
            return traffic.complete()
                    ? release.displayName() + " serves"
                    : "%s serves %.1f %% of the events, with shadow scoring of %.1f %%"
                            .formatted(
                                    release.displayName(),
                                    traffic.trafficShare() * 100.0 / TrafficSplit.FULL,
                                    traffic.shadowShare() * 100.0 / TrafficSplit.FULL);
        }

        private RolloutStatus status(String consumer, State state, int trafficShare, Instant at) {
            return new RolloutStatus(consumer, release.domain(), release.version(), state, trafficShare, "", false, at);
        }
    }

    /** The release scores the events outside the traffic share of the newest release of its domain. */
    record ActivatedAsPrevious(ModelRelease release) implements ActivationResult {
        @Override
        public String toString() {
            return release.displayName() + " serves as the previous release";
        }
    }

    /** The release is not newer than the serving version of its domain, which is 0 if there is none. */
    record Ignored(ModelRelease release, long servingVersion) implements ActivationResult {
        @Override
        public String toString() {
            return release.displayName() + " is ignored, version " + servingVersion + " serves";
        }
    }
}
