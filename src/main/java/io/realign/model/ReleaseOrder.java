package io.realign.model;

/** Order of a received release record relative to the known record of its domain. */
public enum ReleaseOrder {
    /** A later version, or the same release at a later rollout step, or at the same step with a later expiry. */
    NEWER,
    /** The same release at the same or an earlier rollout step. */
    SAME,
    /** An earlier version, or another release with the same version: a replayed or forged record. */
    OLDER,
    /** A version more than {@link #MAX_VERSION_GAP} above the known one. Publishers increase the version by one. */
    TOO_HIGH;

    /**
     * Maximum difference between the version of a received release and the known version of its domain. It exceeds the number of
     * releases that a consumer may miss while it is stopped. A consumer that knows no release of the domain accepts every version
     * up to {@link ModelRelease#MAX_VERSION}.
     */
    public static final long MAX_VERSION_GAP = 10_000;

    /**
     * Compares a received release with the known release.
     *
     * @param known known release, null if the domain has none
     */
    public static ReleaseOrder of(ModelRelease known, ModelRelease received) {
        if (known == null) {
            return NEWER;
        }
        if (received.version() > known.version()) {
            return received.version() - known.version() > MAX_VERSION_GAP ? TOO_HIGH : NEWER;
        }
        if (!received.id().equals(known.id())) {
            return OLDER;
        }
        long knownStep = known.traffic().step();
        long receivedStep = received.traffic().step();
        boolean renewed = receivedStep == knownStep && received.expiresAt().isAfter(known.expiresAt());
        return receivedStep > knownStep || renewed ? NEWER : SAME;
    }
}
