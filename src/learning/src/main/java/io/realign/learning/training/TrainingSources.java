package io.realign.learning.training;

import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeight;
import io.realign.learning.source.SourceWeighting;
import java.util.List;

/**
 * The labelled sources of a training.
 *
 * @param namedSources at least one, each of another name, of the same features and classes; their rows are finite, not all the
 *     same and of at least two classes
 * @param weighting how much each counts
 */
public record TrainingSources(List<NamedSource> namedSources, SourceWeighting weighting) {
    public TrainingSources {
        namedSources = List.copyOf(namedSources);
        if (namedSources.isEmpty()) {
            throw new IllegalArgumentException("sources: expected at least one, got none");
        }
        if (namedSources.stream().map(NamedSource::name).distinct().count() < namedSources.size()) {
            throw new IllegalArgumentException("sources: expected names that differ, got "
                    + namedSources.stream().map(NamedSource::name).toList());
        }
        for (NamedSource source : namedSources) {
            InputValidation.requireSource(
                    source.name(), source.rows(), width(namedSources.get(0).rows()));
            if (source.rows().classCount() != classes(namedSources)) {
                throw new IllegalArgumentException("%s: expected %d classes, as the first source has, got %d"
                        .formatted(
                                source.name(),
                                classes(namedSources),
                                source.rows().classCount()));
            }
        }
    }

    /** A single source. */
    public static TrainingSources of(SourceRows rows) {
        return new TrainingSources(List.of(new NamedSource("source", rows, 0)), new SourceWeighting.Combined());
    }

    /** These without the ones of some names. */
    public TrainingSources without(List<String> names) {
        return new TrainingSources(
                namedSources.stream()
                        .filter(source -> !names.contains(source.name()))
                        .toList(),
                weighting);
    }

    List<String> names() {
        return namedSources.stream().map(NamedSource::name).toList();
    }

    public int classes() {
        return classes(namedSources);
    }

    /** Features of a row. */
    public int width() {
        return width(namedSources.get(0).rows());
    }

    /** Rows of all sources. */
    public int size() {
        return namedSources.stream().mapToInt(source -> source.rows().size()).sum();
    }

    /** The rows of all sources, one after the other. */
    public SourceRows pooled() {
        return SourceRows.pooled(namedSources.stream().map(NamedSource::rows).toList());
    }

    /**
     * The weight of each source, in the order of {@link #namedSources}; a single one has all of it.
     *
     * @param target raw rows
     */
    double[] weights(float[][] target, long seed) {
        if (namedSources.size() == 1 || target.length < 2) {
            return namedSources.stream()
                    .mapToDouble(source -> 1.0 / namedSources.size())
                    .toArray();
        }
        List<SourceWeight> weights = weighting.weigh(namedSources, target, seed);
        return namedSources.stream()
                .mapToDouble(source -> weights.stream()
                        .filter(weight -> weight.name().equals(source.name()))
                        .findFirst()
                        .orElseThrow()
                        .weight())
                .toArray();
    }

    private static int classes(List<NamedSource> named) {
        return named.get(0).rows().classCount();
    }

    private static int width(SourceRows rows) {
        return rows.size() == 0 ? 0 : rows.features()[0].length;
    }
}
