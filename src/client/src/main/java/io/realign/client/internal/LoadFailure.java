package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import io.realign.rollout.RolloutStatus.State;
import java.time.Instant;
import java.util.List;

/**
 * The release could not be fetched, verified or loaded; what served before serves on.
 *
 * @param release the release
 * @param reason what was expected and what came
 * @param retriable whether another attempt may go better: the right bytes could not be had, or else they are no such model
 * @param failedAt when it was given up
 */
public record LoadFailure(ModelRelease release, String reason, boolean retriable, Instant failedAt)
        implements LoadResult, ActivationResult {
    /** It comes before what is known of its domain: an announced rollback would have a version of its own. */
    public static LoadFailure outOfOrder(ModelRelease release, ModelRelease known, Instant at) {
        String reason = "refused: expected a version above %d, which is known, got %d"
                .formatted(known.version(), release.version());
        return new LoadFailure(release, reason, false, at);
    }

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
