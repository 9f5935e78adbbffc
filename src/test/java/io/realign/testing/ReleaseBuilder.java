package io.realign.testing;

import io.realign.adaptation.TrainingSummary;
import io.realign.adaptation.gate.CheckResult;
import io.realign.model.Artifact;
import io.realign.model.DataDigest;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseOrigin;
import io.realign.model.ReleasedModel;
import io.realign.model.TrafficSplit;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Builds releases with full traffic and without a previous release. All values have defaults: the parent is the version
 * before, and the model has two features, two classes and one artifact that does not exist.
 */
public final class ReleaseBuilder {
    private final String domain;
    private final long version;
    private Optional<String> id = Optional.empty();
    private ReleaseOrigin origin;
    private ReleasedModel model;
    private TrainingSummary training = new TrainingSummary(7, 1, List.of());
    private Provenance provenance = Provenance.UNKNOWN;
    private Instant createdAt = Instant.EPOCH;
    private Instant expiresAt = Instant.parse("2126-01-01T00:00:00Z");

    public ReleaseBuilder(String domain, long version) {
        this.domain = domain;
        this.version = version;
        origin = ReleaseOrigin.adaptation(version - 1, "", "", List.of());
        model = new ReleasedModel(
                2, List.of("a", "b"), List.of(new Artifact(Artifact.Kind.INFERENCE, "%064d".formatted(version), 1)));
    }

    /** Starts with the values of a release, except its id, traffic and previous release. */
    public static ReleaseBuilder copyOf(ModelRelease release) {
        return copyOf(release, release.domain(), release.version());
    }

    /** Starts with the values of a release, under another domain and version. */
    public static ReleaseBuilder copyOf(ModelRelease release, String domain, long version) {
        ReleaseBuilder copy = new ReleaseBuilder(domain, version);
        copy.origin = release.origin();
        copy.model = release.model();
        copy.training = release.training();
        copy.provenance = release.provenance();
        copy.createdAt = release.createdAt();
        copy.expiresAt = release.expiresAt();
        return copy;
    }

    /** Replaces the derived id. */
    public ReleaseBuilder id(String value) {
        id = Optional.of(value);
        return this;
    }

    public ReleaseBuilder origin(ReleaseOrigin value) {
        origin = value;
        return this;
    }

    public ReleaseBuilder alert(String alertId) {
        return trigger(alertId, origin.adaptationId());
    }

    public ReleaseBuilder trigger(String alertId, String adaptationId) {
        return origin(
                new ReleaseOrigin(origin.parentVersion(), origin.rollbackTo(), alertId, adaptationId, origin.checks()));
    }

    public ReleaseBuilder checks(List<CheckResult> checks) {
        return origin(new ReleaseOrigin(
                origin.parentVersion(), origin.rollbackTo(), origin.alertId(), origin.adaptationId(), checks));
    }

    public ReleaseBuilder rollbackTo(long restored) {
        return origin(new ReleaseOrigin(
                origin.parentVersion(), restored, origin.alertId(), origin.adaptationId(), origin.checks()));
    }

    public ReleaseBuilder featureCount(int count) {
        model = new ReleasedModel(count, model.labels(), model.artifacts());
        return this;
    }

    public ReleaseBuilder labels(List<String> labels) {
        model = new ReleasedModel(model.featureCount(), labels, model.artifacts());
        return this;
    }

    public ReleaseBuilder artifacts(List<Artifact> artifacts) {
        model = new ReleasedModel(model.featureCount(), model.labels(), artifacts);
        return this;
    }

    public ReleaseBuilder training(long seed, int steps, List<Double> alpha) {
        training = new TrainingSummary(seed, steps, alpha);
        return this;
    }

    public ReleaseBuilder provenance(Provenance value) {
        provenance = value;
        return this;
    }

    public ReleaseBuilder trainingData(List<DataDigest> data) {
        return provenance(provenance.withTraining(
                data,
                provenance.holdOutData(),
                provenance.sourceCutoff(),
                provenance.targetCutoff(),
                provenance.recipe()));
    }

    public ReleaseBuilder createdAt(Instant value) {
        createdAt = value;
        return this;
    }

    public ReleaseBuilder expiresAt(Instant value) {
        expiresAt = value;
        return this;
    }

    public ModelRelease build() {
        return new ModelRelease(
                id.orElseGet(() -> ModelRelease.id(domain, version, model.artifacts())),
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
}
