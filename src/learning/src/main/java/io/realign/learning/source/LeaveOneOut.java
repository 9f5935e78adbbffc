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
public final class LeaveOneOut {
    /** By how much a source must be worse off: features that moved a little cost some points without any conflict. */
    private static final double MARGIN = .1;

    private static final double LEVEL = .01;

    private LeaveOneOut() {}

    /**
     * Who agrees and who does not. Rows of a class that no other source has are passed over.
     *
     * @param sources with raw rows, each with as many features and classes as the others
     */
    public static Consensus of(List<NamedSource> sources, long seed) {
        List<Sample> left = new ArrayList<>(
                sources.stream().map(source -> Sample.of(source, seed)).toList());
        List<Conflict> conflicts = new ArrayList<>();
        Optional<Finding> worst = worst(left);
        while (worst.isPresent() && left.size() > 2) {
            left.remove(worst.get().sample());
            conflicts.add(worst.get().conflict());
            worst = worst(left);
        }
        if (worst.isPresent()) {
            left.forEach(sample -> conflicts.add(compare(sample, left).conflict()));
            left.clear();
        }
        return new Consensus(left.stream().map(Sample::name).toList(), conflicts);
    }

    private static Optional<Finding> worst(List<Sample> samples) {
        if (samples.size() < 2) {
            return Optional.empty();
        }
        return samples.stream()
                .map(sample -> compare(sample, samples))
                .filter(finding -> finding.conflict().p() * samples.size() < LEVEL && finding.loss() > MARGIN)
                .max(Comparator.comparingDouble(Finding::loss));
    }

    private static Finding compare(Sample sample, List<Sample> samples) {
        Discriminant others = Sample.pooled(
                        samples.stream().filter(other -> !other.equals(sample)).toList())
                .learned();
        Sample asked = sample.where(row -> others.knows(sample.labels()[row]));
        return new Finding(sample, Contest.of(asked, others).conflict());
    }

    /** @param conflict if it is one */
    private record Finding(Sample sample, Conflict conflict) {
        double loss() {
            return conflict.own() - conflict.others();
        }
    }
}
