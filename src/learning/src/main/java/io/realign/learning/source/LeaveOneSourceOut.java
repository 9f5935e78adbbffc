package io.realign.learning.source;

import io.realign.learning.distance.GaussianRandomProjection;
import io.realign.learning.distance.RowSampler;
import io.realign.learning.input.SourceRows;
import io.realign.window.Standardiser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds sources whose labels contradict the other sources. For each source, the accuracy of a linear discriminant that is
 * trained on all other sources is compared with the cross-validated accuracy of one that is trained on the source itself.
 *
 * <p>A contradicting source also degrades the predictions for the others. So the check removes only the source with the
 * largest drop in accuracy, and repeats until the remaining sources agree.
 */
public final class LeaveOneSourceOut {
    /** Smaller drops may be due to feature shifts between the sources. */
    private static final double MIN_ACCURACY_DROP = .1;

    private static final double SIGNIFICANCE_LEVEL = .01;

    private static final int MAX_ROWS_PER_SOURCE = 1000;

    private LeaveOneSourceOut() {}

    /**
     * Compares the sources. Rows of a class that no other source has are ignored.
     *
     * @param sources raw rows with the same features and classes
     */
    public static SourceAgreement check(List<NamedSource> sources, long seed) {
        List<NamedSource> remaining = new ArrayList<>(
                sources.stream().map(source -> sample(source, seed)).toList());
        List<LabelConflict> conflicts = new ArrayList<>();
        Optional<SourceComparison> largest = largestConflict(remaining);
        while (largest.isPresent() && remaining.size() > 2) {
            remaining.remove(largest.get().source());
            conflicts.add(largest.get().conflict());
            largest = largestConflict(remaining);
        }
        if (largest.isPresent()) {
            remaining.forEach(source -> conflicts.add(compare(source, remaining).conflict()));
            remaining.clear();
        }
        return new SourceAgreement(remaining.stream().map(NamedSource::name).toList(), conflicts);
    }

    /** Random rows of a source, standardised with the statistics of the source; rows with many features are projected. */
    private static NamedSource sample(NamedSource source, long seed) {
        SourceRows rows = source.rows();
        if (rows.size() == 0) {
            throw new IllegalArgumentException(
                    "source %s: expected at least one row, got none".formatted(source.name()));
        }
        Standardiser standardiser = Standardiser.fit(rows.features());
        SourceRows sample = rows.rowsAt(RowSampler.sampleIndices(rows.size(), MAX_ROWS_PER_SOURCE, seed));
        float[][] projected = GaussianRandomProjection.of(
                        standardiser.width(), GaussianRandomProjection.CLASSIFICATION_COMPONENTS, seed)
                .apply(standardiser.apply(sample.features()));
        return new NamedSource(
                source.name(), new SourceRows(projected, sample.labels(), sample.classCount()), source.age());
    }

    private static Optional<SourceComparison> largestConflict(List<NamedSource> sources) {
        if (sources.size() < 2) {
            return Optional.empty();
        }
        return sources.stream()
                .map(source -> compare(source, sources))
                .filter(comparison -> comparison.conflict().pValue() * sources.size() < SIGNIFICANCE_LEVEL
                        && comparison.accuracyDrop() > MIN_ACCURACY_DROP)
                .max(Comparator.comparingDouble(SourceComparison::accuracyDrop));
    }

    private static SourceComparison compare(NamedSource source, List<NamedSource> sources) {
        LinearDiscriminant others = LinearDiscriminant.fit(SourceRows.pooled(sources.stream()
                .filter(other -> !other.equals(source))
                .map(NamedSource::rows)
                .toList()));
        SourceRows rows = source.rows();
        int[] compared = IntStream.range(0, rows.size())
                .filter(row -> others.hasClass(rows.labels()[row]))
                .toArray();
        return new SourceComparison(source, LabelConflict.of(source.name(), rows.rowsAt(compared), others));
    }

    private record SourceComparison(NamedSource source, LabelConflict conflict) {
        double accuracyDrop() {
            return conflict.ownAccuracy() - conflict.othersAccuracy();
        }
    }
}
