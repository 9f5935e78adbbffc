package io.realign.cli.launch;

import java.time.Duration;

/**
 * How fast releases are rolled out.
 *
 * @param events how many events have to be compared before a step is judged
 * @param bake how long a step lasts at least
 */
public record Steps(int events, Duration bake) {
    /** For streams that pause until a release serves: nothing could be compared meanwhile. */
    public static final Steps AT_ONCE = new Steps(0, Duration.ZERO);
}
