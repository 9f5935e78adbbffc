package io.realign.model;

/**
 * Roles of the versions of a lineage; 0 if there is none.
 *
 * @param domain lineage
 * @param candidate version that is being rolled out
 * @param serving version that scores all events, or all events without the traffic share of the candidate
 * @param previous version that served before; unknown during a rollout
 */
public record Aliases(String domain, long candidate, long serving, long previous) {
    /**
     * Returns the roles in a lineage.
     *
     * @param newest newest release of the lineage
     */
    public static Aliases of(ModelRelease newest) {
        long previous = newest.previous().map(PreviousRelease::version).orElse(0L);
        return newest.traffic().complete()
                ? new Aliases(newest.domain(), 0, newest.version(), previous)
                : new Aliases(newest.domain(), newest.version(), previous, 0);
    }
}
