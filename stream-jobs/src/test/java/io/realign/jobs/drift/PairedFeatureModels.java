package io.realign.jobs.drift;

import io.realign.client.testing.SmallOnnxModel;
import io.realign.client.testing.TestReleases;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.testing.ReleaseBuilder;
import java.util.List;

/** ONNX models that embed one pair of the {@link PairedFeatureStream} and predict the class. */
final class PairedFeatureModels {
    private PairedFeatureModels() {}

    static byte[] firstPair() {
        return embedding(0, 1);
    }

    static byte[] secondPair() {
        return embedding(3, 4);
    }

    static byte[] withoutEmbedding() {
        float[] weights = new float[2 * PairedFeatureStream.WIDTH];
        weights[2 * 2 + 1] = 4;
        return SmallOnnxModel.linear(weights, new float[2]);
    }

    /** A release whose artifact does not exist. */
    static ModelRelease release(String domain, long version, String alertId) {
        return release(domain, version, alertId, new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1));
    }

    static ModelRelease release(String domain, long version, String alertId, Artifact artifact) {
        return new ReleaseBuilder(domain, version)
                .id(domain + "-" + version)
                .alert(alertId)
                .featureCount(PairedFeatureStream.WIDTH)
                .labels(PairedFeatureStream.LABELS)
                .artifacts(List.of(artifact))
                .createdAt(GaussianEventStream.START)
                .expiresAt(TestReleases.LATER)
                .build();
    }

    /** A model whose embedding has two dimensions: the difference of two features, and the bimodal feature. */
    private static byte[] embedding(int firstFeature, int secondFeature) {
        float[] weights = new float[2 * PairedFeatureStream.WIDTH];
        weights[2 * firstFeature] = -10;
        weights[2 * secondFeature] = 10;
        weights[2 * 2 + 1] = 1;
        return SmallOnnxModel.withEmbedding(weights, 2, new float[] {0, 0, 0, 4}, new float[2]);
    }
}
