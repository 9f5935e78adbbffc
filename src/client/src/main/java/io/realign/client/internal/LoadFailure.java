package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.time.Instant;
import java.util.List;

/**
 * A release that was rejected, or could not be fetched, verified or loaded. The serving model is unaffected.
 *
 * @param release the release
 * @param reason expected and actual content
 * @param retriable whether a further attempt may succeed
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
