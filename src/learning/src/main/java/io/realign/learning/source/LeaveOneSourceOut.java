package io.realign.learning.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds sources whose labels contradict the others. For each source, a linear discriminant of all other sources predicts its
 * labels and is compared with a cross-validated discriminant of the source itself.
 *
 * <p>A contradicting source also degrades the predictions for the others. So the check removes only the source with the
 * largest loss and repeats until the rest agree.
 */
public final class LeaveOneSourceOut {
    /** Minimum loss of accuracy for a conflict; small feature shifts cost some points without one. */
    private static final double MIN_ACCURACY_LOSS = .1;

    private static final double SIGNIFICANCE_LEVEL = .01;

    private LeaveOneSourceOut() {}

    /**
     * Compares the sources. Rows of a class that no other source has are ignored.
     *
     * @param sources raw rows of the same features and classes
     */
    public static SourceAgreement check(List<NamedSource> sources, long seed) {
        List<SourceSample> remaining = new ArrayList<>(
                sources.stream().map(source -> SourceSample.of(source, seed)).toList());
        List<LabelConflict> conflicts = new ArrayList<>();
        Optional<SourceComparison> worst = worst(remaining);
        while (worst.isPresent() && remaining.size() > 2) {
            remaining.remove(worst.get().sample());
            conflicts.add(worst.get().conflict());
            worst = worst(remaining);
        }
        if (worst.isPresent()) {
            remaining.forEach(sample -> conflicts.add(compare(sample, remaining).conflict()));
            remaining.clear();
        }
        return new SourceAgreement(remaining.stream().map(SourceSample::name).toList(), conflicts);
    }

    private static Optional<SourceComparison> worst(List<SourceSample> samples) {
        if (samples.size() < 2) {
            return Optional.empty();
        }
        return samples.stream()
                .map(sample -> compare(sample, samples))
                .filter(comparison -> comparison.conflict().pValue() * samples.size() < SIGNIFICANCE_LEVEL
                        && comparison.accuracyLoss() > MIN_ACCURACY_LOSS)
                .max(Comparator.comparingDouble(SourceComparison::accuracyLoss));
    }

    private static SourceComparison compare(SourceSample sample, List<SourceSample> samples) {
        LinearDiscriminant others = SourceSample.pooled(
                        samples.stream().filter(other -> !other.equals(sample)).toList())
                .fitDiscriminant();
        SourceSample compared = sample.filter(row -> others.hasClass(sample.labels()[row]));
        return new SourceComparison(sample, LabelConflict.of(compared, others));
    }

    private record SourceComparison(SourceSample sample, LabelConflict conflict) {
        double accuracyLoss() {
            return conflict.ownAccuracy() - conflict.othersAccuracy();
        }
    }
}
