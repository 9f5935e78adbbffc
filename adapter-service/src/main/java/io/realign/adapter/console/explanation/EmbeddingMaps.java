package io.realign.adapter.console.explanation;

import io.realign.adaptation.AdaptationRecord;
import io.realign.learning.diagnosis.EmbeddingComparison;
import io.realign.learning.distance.PermutationTestResult;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * t-SNE maps of source and target events in the embedding space of the parent, and in that of the release of an adaptation. Point
 * {@code i} is the same event in both maps.
 *
 * @param labels the classes, in the order of {@code predicted}
 * @param sourcePoints number of source points, which are hold-out events and come first; the others are target events
 * @param releaseMap map of the release; empty if there is none
 * @param releaseMapAbsentReason reason why there is no map of the release; empty if there is one
 */
public record EmbeddingMaps(
        String adaptationId,
        String domain,
        List<String> labels,
        int sourcePoints,
        EmbeddingMap parentMap,
        Optional<EmbeddingMap> releaseMap,
        String releaseMapAbsentReason) {
    /** Rounds coordinates to three decimal places. */
    private static final double SCALE = 1000;

    /**
     * Map of one model. Only neighbourhoods are meaningful, not distances.
     *
     * @param predicted predicted class of each event, from 0
     * @param mmd2 squared maximum mean discrepancy between source and target embeddings
     * @param neighbourPurity permutation test of the neighbour purity: the mean fraction of the five nearest neighbours of a point
     *     that are from the same domain, source or target; about 0.5 if the domains mix
     */
    public record EmbeddingMap(
            long version,
            List<Double> x,
            List<Double> y,
            List<Integer> predicted,
            PermutationTestResult mmd2,
            PermutationTestResult neighbourPurity) {
        static EmbeddingMap of(ModelLookup.ModelVersion model, EmbeddingComparison comparison) {
            return new EmbeddingMap(
                    model.version(),
                    axis(comparison.map().points(), 0),
                    axis(comparison.map().points(), 1),
                    Arrays.stream(comparison.predictedClasses()).boxed().toList(),
                    comparison.squaredMmd(),
                    comparison.map().separation());
        }

        private static List<Double> axis(double[][] points, int axis) {
            return Arrays.stream(points)
                    .map(point -> Math.round(SCALE * point[axis]) / SCALE)
                    .toList();
        }
    }

    static String releaseMapAbsentReason(AdaptationRecord record) {
        return switch (record.outcome()) {
            case RELEASED -> "the release of version %d has expired".formatted(record.version());
            case REJECTED, WITHHELD -> "no candidate was released; the weights of unreleased candidates are not stored";
            case FAILED, SKIPPED -> "there was no candidate: " + record.reason();
        };
    }
}
