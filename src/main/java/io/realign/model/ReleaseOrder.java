package io.realign.model;

/** How an announcement stands to the one that is known of its domain. */
public enum ReleaseOrder {
    /** It comes after it: a later version, or a later step of the same release. */
    NEWER,
    /** It is the same one, or an earlier step of it. */
    SAME,
    /** It comes before it, or claims its version: nobody publishes such a release, so it was replayed or made up. */
    OLDER;

    /**
     * How the next one stands to the known one.
     *
     * @param known null before the first release of a domain
     */
    public static ReleaseOrder of(ModelRelease known, ModelRelease next) {
        if (known == null || next.version() > known.version()) {
            return NEWER;
        }
        if (!next.id().equals(known.id())) {
            return OLDER;
        }
        return next.traffic().step() > known.traffic().step() ? NEWER : SAME;
    }
}
