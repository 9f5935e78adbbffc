package io.realign.learning.diagnosis;

import io.realign.learning.SourceRows;
import io.realign.learning.distance.Projection;
import io.realign.learning.source.Discriminant;
import java.util.stream.Stream;

/**
 * What has little in common with a network but its source: a linear discriminant. Wide rows are made narrow for it.
 *
 * @param projection of standardised rows
 * @param discriminant of projected ones
 */
record LinearLearner(Projection projection, Discriminant discriminant) {
    static LinearLearner of(Subject subject, long seed) {
        SourceRows source = subject.source();
        Projection projection = Projection.of(subject.sourceStandardisation().width(), Projection.BROAD, seed);
        float[][] rows = projection.apply(subject.sourceStandardisation().apply(source.features()));
        return new LinearLearner(projection, Discriminant.fit(rows, source.labels(), source.classes()));
    }

    /** @param rows standardised */
    Classified classify(float[][] rows) {
        return new Classified(Stream.of(projection.apply(rows))
                .mapToInt(discriminant::classify)
                .toArray());
    }
}
