package io.realign.learning.training;

import static java.util.stream.Collectors.toMap;

import io.realign.learning.input.InputValidation;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import io.realign.learning.source.SourceWeight;
import io.realign.learning.source.SourceWeighting;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The labelled sources of a training run.
 *
 * @param namedSources at least one, with distinct names and equal numbers of features and classes; each passes
 *     {@link InputValidation#requireSource}
 * @param weighting method that assigns sampling weights to the sources
 */
public record TrainingSources(List<NamedSource> namedSources, SourceWeighting weighting) {
    public TrainingSources {
        namedSources = List.copyOf(namedSources);
        if (namedSources.isEmpty()) {
            throw new IllegalArgumentException("sources: expected at least one, got none");
        }
        List<String> names = namedSources.stream().map(NamedSource::name).toList();
        if (names.stream().distinct().count() < names.size()) {
            throw new IllegalArgumentException("sources: expected distinct names, got " + names);
        }
        SourceRows first = namedSources.get(0).rows();
        int width = first.size() == 0 ? 0 : first.features()[0].length;
        for (NamedSource source : namedSources) {
            InputValidation.requireSource(source.name(), source.rows(), width);
            if (source.rows().classCount() != first.classCount()) {
                throw new IllegalArgumentException("%s: expected %d classes, as the first source has, got %d"
                        .formatted(
                                source.name(), first.classCount(), source.rows().classCount()));
            }
        }
    }

    public static TrainingSources of(SourceRows rows) {
        return new TrainingSources(List.of(new NamedSource("source", rows, 0)), new SourceWeighting.Combined());
    }

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

    public int classCount() {
        return namedSources.get(0).rows().classCount();
    }

    /** Number of features of a row. */
    public int width() {
        return namedSources.get(0).rows().features()[0].length;
    }

    /** Total number of rows. */
    public int size() {
        return namedSources.stream().mapToInt(source -> source.rows().size()).sum();
    }

    public SourceRows pooled() {
        return SourceRows.pooled(namedSources.stream().map(NamedSource::rows).toList());
    }

    /**
     * The sampling weight of each source, in the order of {@link #namedSources}. With fewer than two target rows, all weights
     * are equal.
     *
     * @param target raw rows
     */
    double[] weights(float[][] target, long seed) {
        if (namedSources.size() == 1 || target.length < 2) {
            double[] equal = new double[namedSources.size()];
            Arrays.fill(equal, 1.0 / equal.length);
            return equal;
        }
        Map<String, Double> weights = weighting.weigh(namedSources, target, seed).stream()
                .collect(toMap(SourceWeight::name, SourceWeight::weight));
        return names().stream().mapToDouble(weights::get).toArray();
    }
}
