package io.realign.client.internal;

import io.realign.adaptation.TrainingSummary;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseOrigin;
import io.realign.model.ReleasedModel;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Runs an ONNX model in the same way as the consumers.
 *
 * @param features number of raw features
 * @param labels class labels in the order of the model outputs
 */
public record OnnxScorer(int features, List<String> labels) {
    /**
     * Computes the class probabilities of raw feature rows.
     *
     * @param onnxModel ONNX model
     * @param rows raw features, at least one row
     * @return class probabilities of each row
     * @throws IllegalArgumentException if the model is invalid or does not match the rows
     */
    public float[][] probabilities(byte[] onnxModel, float[][] rows) {
        try (OnnxModel model = OnnxModel.load(placeholderRelease(onnxModel), onnxModel)) {
            return split(model.probabilities(join(rows)));
        } catch (ModelLoadException e) {
            throw new IllegalArgumentException("expected a model that consumers can run: " + e.getMessage(), e);
        }
    }

    /** A release with the attributes needed to run the model. */
    private ModelRelease placeholderRelease(byte[] inference) {
        Artifact artifact = new Artifact(Artifact.Kind.INFERENCE, ContentId.digest(inference), inference.length);
        return ModelRelease.of(
                ModelRelease.SHARED,
                0,
                ReleaseOrigin.NONE,
                new ReleasedModel(features, labels, List.of(artifact)),
                TrainingSummary.withoutSteps(0),
                Provenance.UNKNOWN,
                Instant.EPOCH,
                Instant.EPOCH);
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
