package io.realign.model;

import java.util.List;

/**
 * The model of a release.
 *
 * @param featureCount number of raw features
 * @param labels class names in the order of the model outputs
 * @param artifacts one of each {@link Artifact.Kind}
 */
public record ReleasedModel(int featureCount, List<String> labels, List<Artifact> artifacts) {
    public ReleasedModel {
        labels = List.copyOf(labels);
        artifacts = List.copyOf(artifacts);
    }

    ReleasedModel withArtifacts(List<Artifact> others) {
        return new ReleasedModel(featureCount, labels, others);
    }
}
