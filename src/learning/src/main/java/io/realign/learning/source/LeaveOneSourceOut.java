package io.realign.learning.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Looks for sources whose labels contradict the others. For each a linear discriminant learns from all others and is asked
 * the source's labels, beside one that learned from the source itself, in folds.
 *
 * <p>A contradicting source spoils what is learned for the others too. So only the one that suffers most is left out, and
 * the rest are looked at again, until they agree.
 */
public final class LeaveOneSourceOut {
    /** By how much a source must be worse off: features that moved a little cost some points without any conflict. */
    private static final double MIN_ACCURACY_LOSS = .1;

    private static final double SIGNIFICANCE_LEVEL = .01;

    private LeaveOneSourceOut() {}

    /**
     * Who agrees and who does not. Rows of a class that no other source has are passed over.
     *
     * @param sources with raw rows, each with as many features and classes as the others
     */
    public static SourceAgreement check(List<NamedSource> sources, long seed) {
        List<SourceSample> left = new ArrayList<>(
                sources.stream().map(source -> SourceSample.of(source, seed)).toList());
        List<LabelConflict> conflicts = new ArrayList<>();
        Optional<SourceComparison> worst = worst(left);
        while (worst.isPresent() && left.size() > 2) {
            left.remove(worst.get().sample());
            conflicts.add(worst.get().conflict());
            worst = worst(left);
        }
        if (worst.isPresent()) {
            left.forEach(sample -> conflicts.add(compare(sample, left).conflict()));
            left.clear();
        }
        return new SourceAgreement(left.stream().map(SourceSample::name).toList(), conflicts);
    }

    private static Optional<SourceComparison> worst(List<SourceSample> samples) {
        if (samples.size() < 2) {
            return Optional.empty();
        }
        return samples.stream()
                .map(sample -> compare(sample, samples))
                .filter(finding -> finding.conflict().pValue() * samples.size() < SIGNIFICANCE_LEVEL
                        && finding.accuracyLoss() > MIN_ACCURACY_LOSS)
                .max(Comparator.comparingDouble(SourceComparison::accuracyLoss));
    }

    private static SourceComparison compare(SourceSample sample, List<SourceSample> samples) {
        LinearDiscriminant others = SourceSample.pooled(
                        samples.stream().filter(other -> !other.equals(sample)).toList())
                .fitDiscriminant();
        SourceSample asked = sample.filter(row -> others.hasClass(sample.labels()[row]));
        return new SourceComparison(
                sample, PairedClassifierTest.of(asked, others).toLabelConflict());
    }

    /** @param conflict if it is one */
    private record SourceComparison(SourceSample sample, LabelConflict conflict) {
        double accuracyLoss() {
            return conflict.ownAccuracy() - conflict.othersAccuracy();
        }
    }
}
