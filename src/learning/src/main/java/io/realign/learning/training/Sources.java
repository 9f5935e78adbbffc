package io.realign.learning.training;

import io.realign.learning.SourceRows;
import io.realign.learning.input.Rows;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeight;
import io.realign.learning.source.SourceWeights;
import java.util.List;

/**
 * The labelled sources of a training.
 *
 * @param named at least one, each of another name, of the same features and classes; their rows are finite, not all the
 *     same and of at least two classes
 * @param weighting how much each counts
 */
public record Sources(List<NamedSource> named, SourceWeights weighting) {
    public Sources {
        named = List.copyOf(named);
        if (named.isEmpty()) {
            throw new IllegalArgumentException("sources: expected at least one, got none");
        }
        if (named.stream().map(NamedSource::name).distinct().count() < named.size()) {
            throw new IllegalArgumentException("sources: expected names that differ, got "
                    + named.stream().map(NamedSource::name).toList());
        }
        for (NamedSource source : named) {
            Rows.requireSource(source.name(), source.rows(), width(named.get(0).rows()));
            if (source.rows().classes() != classes(named)) {
                throw new IllegalArgumentException("%s: expected %d classes, as the first source has, got %d"
                        .formatted(source.name(), classes(named), source.rows().classes()));
            }
        }
    }

    /** A single source. */
    public static Sources of(SourceRows rows) {
        return new Sources(List.of(new NamedSource("source", rows, 0)), new SourceWeights.Combined());
    }

    /** These without the ones of some names. */
    public Sources without(List<String> names) {
        return new Sources(
                named.stream().filter(source -> !names.contains(source.name())).toList(), weighting);
    }

    List<String> names() {
        return named.stream().map(NamedSource::name).toList();
    }

    public int classes() {
        return classes(named);
    }

    /** Features of a row. */
    public int width() {
        return width(named.get(0).rows());
    }

    /** Rows of all sources. */
    public int size() {
        return named.stream().mapToInt(source -> source.rows().size()).sum();
    }

    /** The rows of all sources, one after the other. */
    public SourceRows pooled() {
        return SourceRows.pooled(named.stream().map(NamedSource::rows).toList());
    }

    /**
     * The weight of each source, in the order of {@link #named}; a single one has all of it.
     *
     * @param target raw rows
     */
    double[] weights(float[][] target, long seed) {
        if (named.size() == 1 || target.length < 2) {
            return named.stream().mapToDouble(source -> 1.0 / named.size()).toArray();
        }
        List<SourceWeight> weights = weighting.of(named, target, seed);
        return named.stream()
                .mapToDouble(source -> weights.stream()
                        .filter(weight -> weight.name().equals(source.name()))
                        .findFirst()
                        .orElseThrow()
                        .weight())
                .toArray();
    }

    private static int classes(List<NamedSource> named) {
        return named.get(0).rows().classes();
    }

    private static int width(SourceRows rows) {
        return rows.size() == 0 ? 0 : rows.features()[0].length;
    }
}
