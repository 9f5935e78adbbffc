package io.realign.model;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.event.ContentId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A versioned model for consumers.
 *
 * @param id derived from the domain, the version and the artifacts, see {@link #id}
 * @param domain domain of the lineage; {@link #SHARED} for the release of all domains without their own
 * @param version version in the lineage, increasing by one; 1 is the shared release, trained on the source alone
 * @param parentVersion version of the parent, 0 for version 1
 * @param alertId id of the alert, empty for version 1
 * @param adaptationId id of the adaptation, empty for version 1
 * @param featureCount number of raw features
 * @param labels class names in the order of the model outputs
 * @param artifacts one of each {@link Artifact.Kind}
 * @param trainingData digests of the training data
 * @param seed random seed
 * @param trainingSteps training steps of this release, without those of its parents
 * @param alpha coefficient of the reversed gradient at each step
 * @param checks checks of the gate, empty for version 1
 * @param createdAt time of creation
 * @param provenance program, hardware and further inputs
 * @param expiresAt time of expiry, exclusive; consumers do not load it afterwards
 * @param rollbackTo version whose model this release restores, 0 for none
 * @param traffic share of the domain's events that it scores
 * @param previous release that scores the remaining events and served before; empty for version 1
 */
public record ModelRelease(
        String id,
        String domain,
        long version,
        long parentVersion,
        String alertId,
        String adaptationId,
        int featureCount,
        List<String> labels,
        List<Artifact> artifacts,
        List<DataDigest> trainingData,
        long seed,
        int trainingSteps,
        List<Double> alpha,
        List<CheckResult> checks,
        Instant createdAt,
        Provenance provenance,
        Instant expiresAt,
        long rollbackTo,
        TrafficSplit traffic,
        Optional<PreviousRelease> previous) {
    /** Domain of the release for every domain without a release of its own. */
    public static final String SHARED = "*";

    public ModelRelease {
        labels = List.copyOf(labels);
        artifacts = List.copyOf(artifacts);
        trainingData = List.copyOf(trainingData);
        alpha = List.copyOf(alpha);
        checks = List.copyOf(checks);
        if (rollbackTo < 0 || (rollbackTo > 0 && rollbackTo >= version)) {
            throw new IllegalArgumentException(
                    "expected a rollback of version " + version + " to an earlier version, got " + rollbackTo);
        }
        if (!traffic.complete() && previous.isEmpty()) {
            throw new IllegalArgumentException("expected a previous release of version " + version
                    + " for the events that it does not score, got none");
        }
    }

    /** Creates a release with full traffic and without a previous release. */
    public ModelRelease(
            String id,
            String domain,
            long version,
            long parentVersion,
            String alertId,
            String adaptationId,
            int featureCount,
            List<String> labels,
            List<Artifact> artifacts,
            List<DataDigest> trainingData,
            long seed,
            int trainingSteps,
            List<Double> alpha,
            List<CheckResult> checks,
            Instant createdAt,
            Provenance provenance,
            Instant expiresAt,
            long rollbackTo) {
        this(
                id,
                domain,
                version,
                parentVersion,
                alertId,
                adaptationId,
                featureCount,
                labels,
                artifacts,
                trainingData,
                seed,
                trainingSteps,
                alpha,
                checks,
                createdAt,
                provenance,
                expiresAt,
                rollbackTo,
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

    /** Whether its model is that of the given release: itself or the one that it restores. */
    public boolean hasModelOf(String releaseId) {
        return id.equals(releaseId)
                || (rollbackTo > 0
                        && (id(domain, rollbackTo, artifacts).equals(releaseId)
                                || id(SHARED, rollbackTo, artifacts).equals(releaseId)));
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
                        serving.domain, serving.version, serving.artifacts, serving.expiresAt, change)),
                first);
    }

    private ModelRelease replacing(Optional<PreviousRelease> newPrevious, TrafficSplit newTraffic) {
        return new ModelRelease(
                id,
                domain,
                version,
                parentVersion,
                alertId,
                adaptationId,
                featureCount,
                labels,
                artifacts,
                trainingData,
                seed,
                trainingSteps,
                alpha,
                checks,
                createdAt,
                provenance,
                expiresAt,
                rollbackTo,
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
        return withModel(target, domain, version + 1, by, now, now.plus(ttl), target.version())
                .replacing(this, PredictionChange.NONE, new TrafficSplit(0, TrafficSplit.FULL, 0, false, now, reason));
    }

    /**
     * Returns the release of the same lineage that scores the remaining events; empty if there are none or if the
     * shared release scores them.
     */
    public Optional<ModelRelease> remainderRelease() {
        return traffic.complete()
                ? Optional.empty()
                : previousAsRelease().filter(earlier -> earlier.domain.equals(domain));
    }

    /** Returns the previous release with the fields needed to load it. */
    Optional<ModelRelease> previousAsRelease() {
        return previous.map(earlier -> withModel(
                earlier,
                earlier.domain(),
                earlier.version(),
                Provenance.UNKNOWN,
                Instant.EPOCH,
                earlier.expiresAt(),
                0));
    }

    /** Returns a release without training data whose parent is the restored version. */
    private ModelRelease withModel(
            PreviousRelease other,
            String newDomain,
            long newVersion,
            Provenance by,
            Instant created,
            Instant expires,
            long restored) {
        return new ModelRelease(
                id(newDomain, newVersion, other.artifacts()),
                newDomain,
                newVersion,
                restored,
                "",
                "",
                featureCount,
                labels,
                other.artifacts(),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                created,
                by,
                expires,
                restored);
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public Artifact artifact(Artifact.Kind kind) {
        return artifacts.stream()
                .filter(artifact -> artifact.kind() == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "expected an artifact of kind " + kind + " of release " + displayName() + ", got none"));
    }

    /** Returns a name for messages, such as {@code oven-3 v2}. */
    public String displayName() {
        return (domain.equals(SHARED) ? "shared" : domain) + " v" + version;
    }
}
