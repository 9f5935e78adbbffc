package io.realign.cli.launch;

import java.time.Duration;

/**
 * How fast releases are rolled out.
 *
 * @param minComparedEvents how many events have to be compared before a step is judged
 * @param stepMinDuration how long a step lasts at least
 */
public record RolloutSpeed(int minComparedEvents, Duration stepMinDuration) {
    /** For streams that pause until a release serves: nothing could be compared meanwhile. */
    public static final RolloutSpeed IMMEDIATE = new RolloutSpeed(0, Duration.ZERO);
}
