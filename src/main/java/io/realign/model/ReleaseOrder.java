package io.realign.model;

/** Order of a received release record relative to the known one of its domain. */
public enum ReleaseOrder {
    /** A later version, or a later step of the same release. */
    NEWER,
    /** The same release at the same or an earlier step. */
    SAME,
    /** An earlier version, or another release with the same version: a replayed or forged record. */
    OLDER;

    /**
     * Compares a received release with the known one.
     *
     * @param known known release, null before the first one of a domain
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
