package io.realign.learning.source;

import io.realign.learning.distance.PermutationTestResult;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How much each of several sources counts. Figures are accuracies on gas sensor batches, all earlier ones being the
 * sources of the next; pooled, without any weights, 81.3 %.
 */
public sealed interface SourceWeighting {
    /** What remains of a source's equal share, however little it counts: a weight of 0 could never be taken back. */
    double MIN_RELATIVE_WEIGHT = .1;

    /** Newer, larger and more similar sources count more: {@code sqrt(n) x .7^age x exp(-MMD / scale)}. By age 82.1 %. */
    record Combined() implements SourceWeighting {
        private static final double DECAY_PER_AGE = .7;

        @Override
        public double weigh(NamedSource source, double remoteness) {
            return Math.sqrt(source.rows().size()) * Math.pow(DECAY_PER_AGE, source.age()) * Math.exp(-remoteness);
        }
    }

    /** All count the same, however many rows they have. */
    record Uniform() implements SourceWeighting {
        @Override
        public double weigh(NamedSource source, double remoteness) {
            return 1;
        }
    }

    /** More similar ones count more: {@code exp(-MMD / scale)}. 80.4 %. */
    record BySimilarity() implements SourceWeighting {
        @Override
        public double weigh(NamedSource source, double remoteness) {
            return Math.exp(-remoteness);
        }
    }

    /** The most remote ones first, and they count more: {@code exp(MMD / scale)}. 75.5 %, see {@link #warning}. */
    record FarthestFirst() implements SourceWeighting {
        @Override
        public double weigh(NamedSource source, double remoteness) {
            return Math.exp(remoteness);
        }

        @Override
        public List<SourceWeight> weigh(List<NamedSource> sources, float[][] target, long seed) {
            return SourceWeighting.super.weigh(sources, target, seed).stream()
                    .sorted(Comparator.comparingDouble(
                                    (SourceWeight weight) -> weight.distance().statistic())
                            .reversed())
                    .toList();
        }

        @Override
        public Optional<String> warning() {
            return Optional.of("hard-first did harm where it was measured: on gas sensor batches it reached 75.5 %,"
                    + " sources pooled without any weights 81.3 %, weighted by age 82.1 %. Take it only where labels of"
                    + " the target have shown that it helps.");
        }
    }

    /**
     * A source's weight before floor and normalisation, above 0.
     *
     * @param remoteness of the source from the target, 0 or more: its MMD in units of the scale
     */
    double weigh(NamedSource source, double remoteness);

    /** What to know before choosing this. */
    default Optional<String> warning() {
        return Optional.empty();
    }

    /**
     * The weights, in the order in which the sources are to be taken up: as given, unless the choice says otherwise.
     *
     * <p>The scale is the standard deviation of the sources' MMDs, but at least what chance makes of one: two sources
     * that hardly differ must not be weighted as if they did.
     *
     * @param sources at least one
     * @param target raw rows, at least two
     */
    default List<SourceWeight> weigh(List<NamedSource> sources, float[][] target, long seed) {
        if (sources.isEmpty()) {
            throw new IllegalArgumentException("sources: expected at least one, got none");
        }
        List<PermutationTestResult> distances = SourceDistances.distances(sources, target, seed);
        double[] remoteness = SourceDistances.normalised(distances);
        double[] weights = IntStream.range(0, sources.size())
                .mapToDouble(i -> weigh(sources.get(i), remoteness[i]))
                .toArray();
        double[] shares = SourceDistances.withFloor(weights, MIN_RELATIVE_WEIGHT);
        return IntStream.range(0, shares.length)
                .mapToObj(i -> new SourceWeight(sources.get(i).name(), shares[i], distances.get(i)))
                .toList();
    }
}
