package io.realign.cli.launch;

import java.time.Duration;

/**
 * Rollout settings of the adapter service.
 *
 * @param minComparedEvents minimum number of compared events per rollout step
 * @param stepMinDuration minimum duration of a rollout step
 */
public record RolloutSettings(int minComparedEvents, Duration stepMinDuration) {
    /** Steps advance immediately. For streams that pause until a release serves: during the pause there are no events to compare. */
    public static final RolloutSettings IMMEDIATE = new RolloutSettings(0, Duration.ZERO);
}
