package io.realign.client.internal;

import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Runs a model through the same class as every consumer does.
 *
 * @param features number of raw input features
 * @param labels the classes, in the order of the model's outputs
 */
public record OnnxScorer(int features, List<String> labels) {
    /**
     * Class probabilities of raw rows.
     *
     * @param inference the model's bytes, as they are deployed
     * @param rows raw features, at least one row
     * @return one row of probabilities for each row of features
     * @throws IllegalArgumentException if the bytes are not a model for such rows
     */
    public float[][] probabilities(byte[] inference, float[][] rows) {
        try (OnnxModel model = OnnxModel.load(placeholderRelease(inference), inference)) {
            return split(model.probabilities(join(rows)));
        } catch (ModelLoadException e) {
            throw new IllegalArgumentException("no consumer could run this model", e);
        }
    }

    /** As much of a release as a consumer needs to run it. */
    private ModelRelease placeholderRelease(byte[] inference) {
        Artifact artifact = new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(inference), inference.length);
        return new ModelRelease(
                "",
                "",
                0,
                0,
                "",
                "",
                features,
                labels,
                List.of(artifact),
                List.of(),
                0,
                0,
                List.of(),
                List.of(),
                Instant.EPOCH,
                Provenance.UNKNOWN,
                Instant.EPOCH,
                0);
    }

    private float[] join(float[][] rows) {
        float[] flat = new float[Math.multiplyExact(rows.length, features)];
        for (int row = 0; row < rows.length; row++) {
            if (rows[row].length != features) {
                throw new IllegalArgumentException(
                        "expected rows of %d features, got %d at row %d".formatted(features, rows[row].length, row));
            }
            System.arraycopy(rows[row], 0, flat, row * features, features);
        }
        return flat;
    }

    private float[][] split(float[] flat) {
        int width = labels.size();
        float[][] rows = new float[flat.length / width][];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = Arrays.copyOfRange(flat, row * width, (row + 1) * width);
        }
        return rows;
    }
}
