package io.realign.client;

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
 * @param passing whether another attempt may go better: the right bytes could not be had, or else they are no such model
 * @param at when it was given up
 */
public record Failed(ModelRelease release, String reason, boolean passing, Instant at) implements Loading, Outcome {
    /** It comes before what is known of its domain: an announced rollback would have a version of its own. */
    public static Failed older(ModelRelease release, ModelRelease known, Instant at) {
        String reason = "refused: expected a version above %d, which is known, got %d"
                .formatted(known.version(), release.version());
        return new Failed(release, reason, false, at);
    }

    @Override
    public List<RolloutStatus> reports(String consumer) {
        return List.of(
                new RolloutStatus(consumer, release.domain(), release.version(), State.FAILED, 0, reason, passing, at));
    }

    @Override
    public String toString() {
        return release.name() + " failed: " + reason;
    }
}
