package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.learning.diagnosis.EmbeddingComparison;
import io.realign.learning.distance.PermutationTestResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How source and target lie in the features of the model that an adaptation continued, and of the one that it released: t-SNE
 * of what each makes of the same events before its last layer. Point {@code i} is the same event in both maps.
 *
 * @param adaptationId the adaptation
 * @param domain the domain that moved
 * @param labels the classes that {@code predicted} counts
 * @param sourcePoints so many points in front are of events of the source that no model was trained on; the others are of the
 *     target
 * @param parentMap by the model that was continued
 * @param releaseMap by the model that was released; null where none was
 * @param releaseMapAbsentReason why there is no such map; empty if there is
 */
public record EmbeddingMaps(
        String adaptationId,
        String domain,
        List<String> labels,
        int sourcePoints,
        EmbeddingMap parentMap,
        Optional<EmbeddingMap> releaseMap,
        String releaseMapAbsentReason) {
    private static final double DIGITS = 1000;

    /**
     * By one model.
     *
     * @param version of the model
     * @param x to three digits; nothing but who is near whom can be read from it
     * @param y the same upwards
     * @param predicted what the model takes each event for, from 0
     * @param mmd2 squared maximum mean discrepancy between source and target in the features; beyond {@code chance} it is
     *     not chance
     * @param neighbourPurity share of the five nearest neighbours on the map that are of a point's own side, about a half if the sides
     *     mix
     */
    public record EmbeddingMap(
            long version,
            List<Double> x,
            List<Double> y,
            List<Integer> predicted,
            PermutationTestResult mmd2,
            PermutationTestResult neighbourPurity) {
        static EmbeddingMap of(ModelLookup.ModelVersion model, EmbeddingComparison view) {
            return new EmbeddingMap(
                    model.version(),
                    axis(view.map().points(), 0),
                    axis(view.map().points(), 1),
                    Arrays.stream(view.predictedClasses()).boxed().toList(),
                    view.squaredMmd(),
                    view.map().separation());
        }

        private static List<Double> axis(double[][] points, int axis) {
            return Arrays.stream(points)
                    .map(point -> Math.round(DIGITS * point[axis]) / DIGITS)
                    .toList();
        }
    }

    static String withoutAfter(AdaptationRecord record) {
        return switch (record.outcome()) {
            case RELEASED -> "the release of version %d is not known any more".formatted(record.version());
            case REJECTED, WITHHELD -> "no candidate was released, and the weights of one that is not are not kept";
            case FAILED, SKIPPED -> "there was no candidate: " + record.reason();
        };
    }
}
