package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.time.Instant;
import java.util.List;

/**
 * A release was rejected, could not be fetched, verified or loaded, or failed on an event. The previous release serves.
 *
 * @param reason expected and actual value
 * @param retriable whether another attempt may succeed
 * @param failedAt time of the failure
 */
public record LoadFailure(ModelRelease release, String reason, boolean retriable, Instant failedAt)
        implements LoadResult, ActivationResult {
    @Override
    public List<RolloutStatus> rolloutStatuses(String consumer) {
        return List.of(new RolloutStatus(
                consumer, release.domain(), release.version(), State.FAILED, 0, reason, retriable, failedAt));
    }

    @Override
    public String toString() {
        return release.displayName() + " failed: " + reason;
    }
}
