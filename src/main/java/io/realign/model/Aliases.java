package io.realign.model;

/**
 * Versions of a domain by alias; 0 if no version has the alias.
 *
 * @param domain domain of the releases
 * @param candidate version that is being rolled out
 * @param serving version that scores all events, or those outside the traffic share of the candidate
 * @param previous version that served before the serving version; unknown during a rollout
 */
public record Aliases(String domain, long candidate, long serving, long previous) {
    /** Returns the aliases of a domain, given its newest release. */
    public static Aliases of(ModelRelease newest) {
        long previous = newest.previous().map(PreviousRelease::version).orElse(0L);
        return newest.traffic().complete()
                ? new Aliases(newest.domain(), 0, newest.version(), previous)
                : new Aliases(newest.domain(), newest.version(), previous, 0);
    }
}
