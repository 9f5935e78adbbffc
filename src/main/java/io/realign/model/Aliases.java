package io.realign.model;

/**
 * Which version of a lineage is what; 0 where there is none.
 *
 * @param domain the lineage
 * @param candidate the version that is being rolled out
 * @param live the version that scores all events, or all that the candidate does not
 * @param previous the version that was live before; not known while there is a candidate
 */
public record Aliases(String domain, long candidate, long live, long previous) {
    /**
     * What the versions of a lineage are.
     *
     * @param newest its newest release
     */
    public static Aliases of(ModelRelease newest) {
        long before = newest.predecessor().map(Predecessor::version).orElse(0L);
        return newest.exposure().complete()
                ? new Aliases(newest.domain(), 0, newest.version(), before)
                : new Aliases(newest.domain(), newest.version(), before, 0);
    }
}
