package io.realign.learning.training;

import io.realign.adaptation.AlphaSchedule;
import io.realign.learning.loss.Term;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How a candidate is made.
 *
 * @param name by which it is asked for and spoken of
 * @param pace how long and how fast to train
 * @param reach how far the target's standardisation goes from the live model's, 0, to the window's own statistics, 1
 * @param terms the weight of each term over the course; that of {@link Term#DOMAIN} is alpha
 * @param entropyWeights whether rows of which the network is sure count more in the domain term
 * @param priorWeights whether source rows stand for the target by the shares that its classes are estimated to have
 * @param committee whether a {@link io.realign.learning.committee.Committee} teaches the network what target rows are
 */
public record Recipe(
        String name,
        Pace pace,
        double reach,
        Map<Term, AlphaSchedule> terms,
        boolean entropyWeights,
        boolean priorWeights,
        boolean committee) {
    public Recipe {
        if (!(reach >= 0 && reach <= 1)) {
            throw new IllegalArgumentException("reach: expected 0 to 1, got " + reach);
        }
        EnumMap<Term, AlphaSchedule> copy = new EnumMap<>(Term.class);
        copy.putAll(terms);
        terms = Collections.unmodifiableMap(copy);
    }

    /** The same recipe at another pace. */
    public Recipe at(Pace otherPace) {
        return new Recipe(name, otherPace, reach, terms, entropyWeights, priorWeights, committee);
    }

    /** The same recipe with another {@link #reach()}. */
    public Recipe reaching(double otherReach) {
        return new Recipe(name, pace, otherReach, terms, entropyWeights, priorWeights, committee);
    }

    /** The same recipe with {@link #priorWeights()}. */
    public Recipe weightedByPrior() {
        return new Recipe(name, pace, reach, terms, entropyWeights, true, committee);
    }

    /** The same recipe with a {@link #committee()}. */
    public Recipe taughtByCommittee() {
        return new Recipe(name, pace, reach, terms, entropyWeights, priorWeights, true);
    }
}
