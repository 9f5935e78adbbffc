package io.realign.model;

/**
 * Which version of a lineage is what; 0 where there is none.
 *
 * @param domain the lineage
 * @param candidate the version that is being rolled out
 * @param serving the version that scores all events, or all that the candidate does not
 * @param previous the version that was live before; not known while there is a candidate
 */
public record Aliases(String domain, long candidate, long serving, long previous) {
    /**
     * What the versions of a lineage are.
     *
     * @param newest its newest release
     */
    public static Aliases of(ModelRelease newest) {
        long before = newest.previous().map(PreviousRelease::version).orElse(0L);
        return newest.traffic().complete()
                ? new Aliases(newest.domain(), 0, newest.version(), before)
                : new Aliases(newest.domain(), newest.version(), before, 0);
    }
}
