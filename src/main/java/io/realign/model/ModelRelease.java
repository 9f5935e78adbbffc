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
 * A model that consumers shall use from now on.
 *
 * @param id follows from the domain, the version and the artifacts
 * @param domain the domain that it serves; {@link #SHARED} for the one that serves all domains without their own
 * @param version grows by one with each release of a lineage; 1 is the shared version, trained on the source alone
 * @param parentVersion the version that it continues, 0 for version 1
 * @param alertId the alert that caused it, empty for version 1
 * @param adaptationId the adaptation that made it, empty for version 1
 * @param featureCount number of raw input features
 * @param labels class names in the order of the model's outputs
 * @param artifacts one of each {@link Artifact.Kind}
 * @param trainingData what it was trained on
 * @param seed the seed
 * @param trainingSteps training steps of this release alone
 * @param alpha the coefficient of the reversed gradient at each step
 * @param checks the gate's votes, empty for version 1
 * @param createdAt when it was made
 * @param provenance what made it
 * @param expiresAt the first instant at which no consumer loads it any more
 * @param rollbackTo the version whose model this release brings back under a version of its own, 0 for none
 * @param traffic how much of the domain's events it scores
 * @param previous the release that scores the others, and that was live before; empty for version 1
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
    /** The domain of the release that serves every domain without a release of its own. */
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
            throw new IllegalArgumentException("expected a predecessor of version " + version
                    + " for the events that it does not score, got none");
        }
    }

    /** A release that scores every event from the start. */
    public ModelRelease(
            String id,
            String domain,
            long version,
            long parentVersion,
            String alertId,
            String adaptationId,
            int features,
            List<String> labels,
            List<Artifact> artifacts,
            List<DataDigest> data,
            long seed,
            int steps,
            List<Double> alpha,
            List<CheckResult> votes,
            Instant createdAt,
            Provenance provenance,
            Instant notAfter,
            long rollbackTo) {
        this(
                id,
                domain,
                version,
                parentVersion,
                alertId,
                adaptationId,
                features,
                labels,
                artifacts,
                data,
                seed,
                steps,
                alpha,
                votes,
                createdAt,
                provenance,
                notAfter,
                rollbackTo,
                TrafficSplit.FULL_TRAFFIC,
                Optional.empty());
    }

    /**
     * The id of a release.
     *
     * @param artifacts one of each kind, the one for inference first
     */
    public static String id(String domain, long version, List<Artifact> artifacts) {
        return ContentId.of(Stream.concat(
                        Stream.of("release", domain, Long.toString(version)),
                        artifacts.stream().map(Artifact::sha256))
                .toArray(String[]::new));
    }

    /** Whether its model is that of a release, itself or one that it brings back. */
    public boolean hasModelOf(String releaseId) {
        return id.equals(releaseId)
                || (rollbackTo > 0
                        && (id(domain, rollbackTo, artifacts).equals(releaseId)
                                || id(SHARED, rollbackTo, artifacts).equals(releaseId)));
    }

    /** The same release at another step. */
    public ModelRelease withTraffic(TrafficSplit step) {
        return replacing(previous, step);
    }

    /**
     * The same release, which is to take the place of another one.
     *
     * @param change how its answers differ from that one's
     */
    public ModelRelease replacing(ModelRelease live, PredictionChange change, TrafficSplit first) {
        return replacing(Optional.of(live.asPreviousRelease(change)), first);
    }

    private ModelRelease replacing(Optional<PreviousRelease> live, TrafficSplit step) {
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
                step,
                live);
    }

    private PreviousRelease asPreviousRelease(PredictionChange change) {
        return new PreviousRelease(domain, version, artifacts, expiresAt, change);
    }

    /**
     * The release that brings its predecessor's model back, for all events at once.
     *
     * @param by what makes it
     * @param validity how long it may be loaded
     * @param reason why, as a sentence
     * @throws IllegalStateException if it has no predecessor
     */
    public ModelRelease rollback(Provenance by, Instant now, Duration validity, String reason) {
        PreviousRelease earlier = previous.orElseThrow(() ->
                new IllegalStateException("expected a predecessor of " + displayName() + " to go back to, got none"));
        return new ModelRelease(
                        id(domain, version + 1, earlier.artifacts()),
                        domain,
                        version + 1,
                        earlier.version(),
                        "",
                        "",
                        featureCount,
                        labels,
                        earlier.artifacts(),
                        List.of(),
                        0,
                        0,
                        List.of(),
                        List.of(),
                        now,
                        by,
                        now.plus(validity),
                        earlier.version())
                .replacing(this, PredictionChange.NONE, new TrafficSplit(0, TrafficSplit.FULL, 0, false, now, reason));
    }

    /**
     * The release of its own lineage that scores the events that it does not; empty if it scores all, or if those are the
     * shared one's.
     */
    public Optional<ModelRelease> remainderRelease() {
        return traffic.complete()
                ? Optional.empty()
                : previousAsRelease().filter(earlier -> earlier.domain.equals(domain));
    }

    /** As much of its predecessor as is needed to load it. */
    Optional<ModelRelease> previousAsRelease() {
        return previous.map(earlier -> new ModelRelease(
                id(earlier.domain(), earlier.version(), earlier.artifacts()),
                earlier.domain(),
                earlier.version(),
                0,
                "",
                "",
                featureCount,
                labels,
                earlier.artifacts(),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                Instant.EPOCH,
                Provenance.UNKNOWN,
                earlier.expiresAt(),
                0));
    }

    public boolean isExpiredAt(Instant now) {
        return !now.isBefore(expiresAt);
    }

    public Artifact artifact(Artifact.Kind kind) {
        return artifacts.stream()
                .filter(artifact -> artifact.kind() == kind)
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("release " + displayName() + " has no artifact of kind " + kind));
    }

    /** For people: {@code oven-3 v2}. */
    public String displayName() {
        return (domain.equals(SHARED) ? "shared" : domain) + " v" + version;
    }
}
