package io.realign.model;

import io.realign.adaptation.TrainingSummary;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.event.ContentId;
import io.realign.event.EventContract;
import io.realign.event.Texts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A versioned model for consumers.
 *
 * @param id derived from the domain, the version and the artifacts, see {@link #id}
 * @param domain domain that the release serves; {@link #SHARED} for the base model
 * @param version version number within the domain, increasing by one, at most {@link #MAX_VERSION}; 1 is the base model, trained on the
 *     source alone
 * @param origin why the release was published: parent, alert and adaptation, or the target of a rollback
 * @param model model that consumers load
 * @param training training of this release, without that of its parents
 * @param provenance program, hardware and data
 * @param createdAt time of creation
 * @param expiresAt time of expiry of the signature, exclusive; afterwards only consumers that have served the release load it.
 *     The publisher renews a release before it expires.
 * @param traffic share of the domain's events that the release scores
 * @param previous release that scores the remaining events and served before; empty for version 1
 */
public record ModelRelease(
        String id,
        String domain,
        long version,
        ReleaseOrigin origin,
        ReleasedModel model,
        TrainingSummary training,
        Provenance provenance,
        Instant createdAt,
        Instant expiresAt,
        TrafficSplit traffic,
        Optional<PreviousRelease> previous) {
    /** Domain of the base model, which serves every domain without a release of its own. */
    public static final String SHARED = EventContract.RESERVED_DOMAIN;

    /** Highest valid version. Without a limit, no release could follow one with {@link Long#MAX_VALUE}. */
    public static final long MAX_VERSION = 1_000_000_000;

    public ModelRelease {
        Texts.requireName("id", id);
        Texts.requireName("domain", domain);
        requireVersion(version);
        long rollbackTo = origin.rollbackTo();
        if (rollbackTo < 0 || (rollbackTo > 0 && rollbackTo >= version)) {
            throw new IllegalArgumentException(
                    "expected a rollback of version " + version + " to an earlier version, got " + rollbackTo);
        }
        if (!traffic.complete() && previous.isEmpty()) {
            throw new IllegalArgumentException("expected a previous release of version " + version
                    + " for the events that it does not score, got none");
        }
    }

    /** Creates a release with a derived id and full traffic, without a previous release. */
    public static ModelRelease of(
            String domain,
            long version,
            ReleaseOrigin origin,
            ReleasedModel model,
            TrainingSummary training,
            Provenance provenance,
            Instant createdAt,
            Instant expiresAt) {
        return new ModelRelease(
                id(domain, version, model.artifacts()),
                domain,
                version,
                origin,
                model,
                training,
                provenance,
                createdAt,
                expiresAt,
                TrafficSplit.FULL_TRAFFIC,
                Optional.empty());
    }

    /**
     * Derives the id of a release.
     *
     * @param artifacts one of each kind, {@link Artifact.Kind#INFERENCE} first
     */
    public static String id(String domain, long version, List<Artifact> artifacts) {
        return ContentId.of(Stream.concat(
                        Stream.of("release", domain, Long.toString(version)),
                        artifacts.stream().map(Artifact::sha256))
                .toArray(String[]::new));
    }

    /** Whether this release has the model of the given release: both are the same, or this one restores the other. */
    public boolean hasModelOf(String releaseId) {
        return id.equals(releaseId)
                || (origin.rollbackTo() > 0
                        && (id(domain, origin.rollbackTo(), model.artifacts()).equals(releaseId)
                                || id(SHARED, origin.rollbackTo(), model.artifacts())
                                        .equals(releaseId)));
    }

    /** Returns a copy at another step of its rollout. */
    public ModelRelease withTraffic(TrafficSplit step) {
        return replacing(previous, step);
    }

    /**
     * Returns a copy that replaces the serving release.
     *
     * @param change difference of the predictions from those of the serving release
     * @param first first step of the rollout
     */
    public ModelRelease replacing(ModelRelease serving, PredictionChange change, TrafficSplit first) {
        return replacing(
                Optional.of(new PreviousRelease(
                        serving.domain, serving.version, serving.model.artifacts(), serving.expiresAt, change)),
                first);
    }

    private ModelRelease replacing(Optional<PreviousRelease> newPrevious, TrafficSplit newTraffic) {
        return copy(expiresAt, newTraffic, newPrevious);
    }

    /**
     * Returns a copy with a later expiry, for a new signature. The copy has the same id, version, artifacts and rollout step. The
     * previous release in the record expires with it.
     */
    public ModelRelease renewed(Instant newExpiry) {
        return copy(newExpiry, traffic, previous.map(earlier -> earlier.expiringAt(newExpiry)));
    }

    private ModelRelease copy(Instant newExpiry, TrafficSplit newTraffic, Optional<PreviousRelease> newPrevious) {
        return new ModelRelease(
                id,
                domain,
                version,
                origin,
                model,
                training,
                provenance,
                createdAt,
                newExpiry,
                newTraffic,
                newPrevious);
    }

    /**
     * Creates the release that restores the model of the previous release with full traffic.
     *
     * @param by program that creates it
     * @param ttl time until it expires
     * @param reason reason of the rollback
     * @throws IllegalStateException if there is no previous release
     */
    public ModelRelease rollback(Provenance by, Instant now, Duration ttl, String reason) {
        PreviousRelease target = previous.orElseThrow(() -> new IllegalStateException(
                "expected a previous release of " + displayName() + " to roll back to, got none"));
        return of(
                        domain,
                        version + 1,
                        ReleaseOrigin.rollback(target.version()),
                        model.withArtifacts(target.artifacts()),
                        TrainingSummary.withoutSteps(0),
                        by,
                        now,
                        now.plus(ttl))
                .replacing(this, PredictionChange.NONE, TrafficSplit.fullTraffic(now, reason));
    }

    /**
     * Returns the release of the same domain that scores the remaining events; empty if there are none or if the
     * base model scores them.
     */
    public Optional<ModelRelease> previousReleaseInRollout() {
        return traffic.complete()
                ? Optional.empty()
                : previousAsRelease().filter(earlier -> earlier.domain.equals(domain));
    }

    /** Returns the previous release with the fields needed to load it. */
    public Optional<ModelRelease> previousAsRelease() {
        return previous.map(earlier -> of(
                earlier.domain(),
                earlier.version(),
                ReleaseOrigin.NONE,
                model.withArtifacts(earlier.artifacts()),
                TrainingSummary.withoutSteps(0),
                Provenance.UNKNOWN,
                Instant.EPOCH,
                earlier.expiresAt()));
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /**
     * Returns the time at which the publisher renews the release: half of its time to live before it expires.
     *
     * @param ttl time from the signature of a release to its expiry
     */
    public Instant renewalDueAt(Duration ttl) {
        return expiresAt.minus(ttl.dividedBy(2));
    }

    public Artifact artifact(Artifact.Kind kind) {
        return model.artifacts().stream()
                .filter(artifact -> artifact.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an artifact of kind " + kind + " of release " + displayName() + ", got none"));
    }

    /** Requires a version of 0 (no version) to {@link #MAX_VERSION}. */
    static void requireVersion(long version) {
        if (version < 0 || version > MAX_VERSION) {
            throw new IllegalArgumentException("version: expected 0 to " + MAX_VERSION + ", got " + version);
        }
    }

    /** Returns a name for messages, such as {@code oven-3 v2}. */
    public String displayName() {
        return (domain.equals(SHARED) ? "shared" : domain) + " v" + version;
    }
}
