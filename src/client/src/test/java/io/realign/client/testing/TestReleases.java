package io.realign.client.testing;

import io.realign.adaptation.gate.PredictionChange;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.model.VerifiedRelease;
import io.realign.testing.ReleaseBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Releases and events with two features and three classes. */
public final class TestReleases {
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    /** Time at which the releases expire. */
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

    /** The release as verified at {@link #NOW}, signed with {@link TestKeys#DEFAULT}. */
    public static VerifiedRelease verified(ModelRelease release) {
        return new VerifiedRelease(release, TestKeys.DEFAULT.signer().keyId(), NOW);
    }

    /** The release at a rollout step; {@code before} is its previous release. The shares are in thousandths. */
    public static ModelRelease atStep(
            ModelRelease release, ModelRelease before, long step, int trafficShare, int shadowShare) {
        return release.replacing(
                before, PredictionChange.NONE, new TrafficSplit(step, trafficShare, shadowShare, false, NOW, ""));
    }

    /** The release with other labels and the same id. */
    public static ModelRelease withLabels(ModelRelease release, List<String> labels) {
        return ReleaseBuilder.copyOf(release).id(release.id()).labels(labels).build();
    }

    /** A model that predicts the label with this index for all events. */
    public static byte[] modelPredicting(int label) {
        return SmallOnnxModel.predicting(label, FEATURES, LABELS.size());
    }

    /** A model that predicts a label for event 0, and probabilities that are not finite for events from number 2. */
    public static byte[] modelOverflowing(int label) {
        float[] weights = new float[FEATURES * LABELS.size()];
        weights[0] = Float.MAX_VALUE;
        float[] bias = new float[LABELS.size()];
        bias[label] = 10;
        return SmallOnnxModel.linear(weights, bias);
    }

    /** A model that ONNX Runtime can run on event 0, but not on events from number 3. */
    public static byte[] modelFailing() {
        return SmallOnnxModel.gathering(FEATURES, LABELS.size());
    }

    public static FeatureEvent event(String domain, int number) {
        return new FeatureEvent(Integer.toString(number), domain, NOW, Tensor.vector(number, 1), Optional.empty());
    }

    /** An event with more features than the releases expect. */
    public static FeatureEvent wideEvent() {
        return new FeatureEvent("wide", "oven", NOW, Tensor.vector(1, 2, 3), Optional.empty());
    }
}
