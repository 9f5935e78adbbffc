package io.realign.client.testing;

import io.realign.adaptation.gate.PredictionChange;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.testing.ReleaseBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases and events of a small world: two features, three classes. */
public final class TestReleases {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** When the releases expire. */
    public static final Instant LATER = Instant.parse("2126-01-01T00:00:00Z");

    public static final int FEATURES = 2;
    public static final List<String> LABELS = List.of("acetone", "ethanol", "toluene");

    private TestReleases() {}

    public static ModelRelease release(String domain, long version, Artifact inference) {
        return new ReleaseBuilder(domain, version)
                .featureCount(FEATURES)
                .labels(LABELS)
                .artifacts(List.of(inference))
                .createdAt(NOW)
                .expiresAt(LATER)
                .build();
    }

    /** The same release, at a step of a rollout that is to take the place of another one. */
    public static ModelRelease atStep(ModelRelease release, ModelRelease before, long step, int share, int shadow) {
        return release.replacing(before, PredictionChange.NONE, new TrafficSplit(step, share, shadow, false, NOW, ""));
    }

    /** The same release with other labels. */
    public static ModelRelease withLabels(ModelRelease release, List<String> labels) {
        return ReleaseBuilder.copyOf(release).id(release.id()).labels(labels).build();
    }

    /** Bytes of a model that answers with the label of this index. */
    public static byte[] modelPredicting(int label) {
        return SmallOnnxModel.predicting(label, FEATURES, LABELS.size());
    }

    public static FeatureEvent event(String domain, int number) {
        return new FeatureEvent(Integer.toString(number), domain, NOW, Tensor.vector(number, 1), Optional.empty());
    }

    /** An event of more features than the releases take. */
    public static FeatureEvent wideEvent() {
        return new FeatureEvent("wide", "oven", NOW, Tensor.vector(1, 2, 3), Optional.empty());
    }
}
