package io.realign.jobs.drift;

import io.realign.client.testing.SmallOnnxModel;
import io.realign.client.testing.TestReleases;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import java.util.List;

/** Real models that look at one of the {@link PairedFeatureStream}, and say on which side an event lies. */
final class PairedFeatureModels {
    private PairedFeatureModels() {}

    static byte[] firstPair() {
        return embedding(0, 1);
    }

    static byte[] secondPair() {
        return embedding(3, 4);
    }

    /** A model that says nothing of what it sees. */
    static byte[] withoutEmbedding() {
        float[] weights = new float[2 * PairedFeatureStream.WIDTH];
        weights[2 * 2 + 1] = 4;
        return SmallOnnxModel.linear(weights, new float[2]);
    }

    /** A release whose model nobody needs. */
    static ModelRelease release(String domain, long version, String alertId) {
        return release(domain, version, alertId, new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1));
    }

    static ModelRelease release(String domain, long version, String alertId, Artifact artifact) {
        return new ModelRelease(
                domain + "-" + version,
                domain,
                version,
                version - 1,
                alertId,
                "",
                PairedFeatureStream.WIDTH,
                PairedFeatureStream.LABELS,
                List.of(artifact),
                List.of(),
                7,
                1,
                List.of(),
                List.of(),
                GaussianEventStream.START,
                Provenance.UNKNOWN,
                TestReleases.LATER,
                0);
    }

    /** The embedding is the difference of two features, and the side. */
    private static byte[] embedding(int one, int other) {
        float[] sight = new float[2 * PairedFeatureStream.WIDTH];
        sight[2 * one] = -10;
        sight[2 * other] = 10;
        sight[2 * 2 + 1] = 1;
        return SmallOnnxModel.withEmbedding(sight, 2, new float[] {0, 0, 0, 4}, new float[2]);
    }
}
