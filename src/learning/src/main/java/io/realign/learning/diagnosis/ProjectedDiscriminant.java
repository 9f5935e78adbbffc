package io.realign.learning.diagnosis;

import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.LinearDiscriminant;
import java.util.stream.Stream;

/**
 * Linear discriminant that is trained on the source, for comparison with a network.
 *
 * @param projection projection of standardised rows
 * @param discriminant classifier of projected rows
 */
record ProjectedDiscriminant(GaussianRandomProjection projection, LinearDiscriminant discriminant) {
    static ProjectedDiscriminant of(DiagnosisInput input, long seed) {
        SourceRows source = input.pooledSource();
        GaussianRandomProjection projection = GaussianRandomProjection.of(
                input.sourceStandardisation().width(), GaussianRandomProjection.CLASSIFICATION_COMPONENTS, seed);
        float[][] rows = projection.apply(input.sourceStandardisation().apply(source.features()));
        return new ProjectedDiscriminant(
                projection, LinearDiscriminant.fit(new SourceRows(rows, source.labels(), source.classCount())));
    }

    /** @param rows standardised rows */
    ClassPredictions classify(float[][] rows) {
        return new ClassPredictions(Stream.of(projection.apply(rows))
                .mapToInt(discriminant::classify)
                .toArray());
    }
}
