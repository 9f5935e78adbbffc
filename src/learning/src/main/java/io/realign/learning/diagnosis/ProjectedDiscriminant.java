package io.realign.learning.diagnosis;

import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.LinearDiscriminant;
import java.util.stream.Stream;

/**
 * What has little in common with a network but its source: a linear discriminant. Wide rows are made narrow for it.
 *
 * @param projection of standardised rows
 * @param discriminant of projected ones
 */
record ProjectedDiscriminant(GaussianRandomProjection projection, LinearDiscriminant discriminant) {
    static ProjectedDiscriminant of(DiagnosisInput subject, long seed) {
        SourceRows source = subject.pooledSource();
        GaussianRandomProjection projection = GaussianRandomProjection.of(
                subject.sourceStandardisation().width(), GaussianRandomProjection.BROAD, seed);
        float[][] rows = projection.apply(subject.sourceStandardisation().apply(source.features()));
        return new ProjectedDiscriminant(
                projection, LinearDiscriminant.fit(rows, source.labels(), source.classCount()));
    }

    /** @param rows standardised */
    ClassPredictions classify(float[][] rows) {
        return new ClassPredictions(Stream.of(projection.apply(rows))
                .mapToInt(discriminant::classify)
                .toArray());
    }
}
