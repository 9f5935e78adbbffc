package io.realign.model;

/** Order of a received release record relative to the known record of its domain. */
public enum ReleaseOrder {
    /** A later version, or a later rollout step of the same release. */
    NEWER,
    /** The same release at the same or an earlier rollout step. */
    SAME,
    /** An earlier version, or another release with the same version: a replayed or forged record. */
    OLDER;

    /**
     * Compares a received release with the known release.
     *
     * @param known known release, null if the domain has none
     */
    public static ReleaseOrder of(ModelRelease known, ModelRelease received) {
        if (known == null || received.version() > known.version()) {
            return NEWER;
        }
        if (!received.id().equals(known.id())) {
            return OLDER;
        }
        return received.traffic().step() > known.traffic().step() ? NEWER : SAME;
    }
}
