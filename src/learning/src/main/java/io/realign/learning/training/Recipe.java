package io.realign.learning.training;

import io.realign.adaptation.AlphaSchedule;
import io.realign.adaptation.Profile;
import io.realign.learning.loss.Term;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a candidate is made.
 *
 * @param name by which it is asked for and spoken of
 * @param pace how long and how fast to train
 * @param reach how far the target's standardisation goes from the live model's, 0, to the window's own statistics, 1
 * @param alpha weight of the {@link Term#DOMAIN}
 * @param terms the weight of each other term over the course
 * @param aids what else helps
 * @param pretraining of the features of a network that starts from random weights, if any
 */
public record Recipe(
        String name,
        Pace pace,
        double reach,
        Alpha alpha,
        Map<Term, AlphaSchedule> terms,
        Set<Aid> aids,
        Optional<Pretraining> pretraining) {
    public Recipe {
        if (!(reach >= 0 && reach <= 1)) {
            throw new IllegalArgumentException("reach: expected 0 to 1, got " + reach);
        }
        if (terms.containsKey(Term.DOMAIN)) {
            throw new IllegalArgumentException(
                    "terms: expected the domain term's weight as alpha, got it among the others");
        }
        EnumMap<Term, AlphaSchedule> copy = new EnumMap<>(Term.class);
        copy.putAll(terms);
        terms = Collections.unmodifiableMap(copy);
        EnumSet<Aid> help = EnumSet.noneOf(Aid.class);
        help.addAll(aids);
        aids = Collections.unmodifiableSet(help);
    }

    /** A recipe without pre-training. */
    public Recipe(String name, Pace pace, double reach, Alpha alpha, Map<Term, AlphaSchedule> terms, Set<Aid> aids) {
        this(name, pace, reach, alpha, terms, aids, Optional.empty());
    }

    public boolean has(Aid aid) {
        return aids.contains(aid);
    }

    /** The same recipe at another pace. */
    public Recipe at(Pace otherPace) {
        return new Recipe(name, otherPace, reach, alpha, terms, aids, pretraining);
    }

    /** The same recipe with another {@link #reach()}. */
    public Recipe reaching(double otherReach) {
        return new Recipe(name, pace, otherReach, alpha, terms, aids, pretraining);
    }

    /** The same recipe with another {@link #alpha()}. */
    public Recipe with(Alpha other) {
        return new Recipe(name, pace, reach, other, terms, aids, pretraining);
    }

    /** The same recipe after a {@link #pretraining()}. */
    public Recipe after(Pretraining other) {
        return new Recipe(name, pace, reach, alpha, terms, aids, Optional.of(other));
    }

    /**
     * The same recipe at the pace of a profile of the parameter guide, and with its coefficient where there is a domain term
     * at all.
     *
     * @param rows of the domain that an epoch goes through once, the smaller one
     */
    public Recipe by(Profile profile, int rows) {
        Pace guided = new Pace(
                profile.steps(rows),
                profile.batch(),
                profile.learningRate(),
                pace.warmUp(),
                pace.coolDown(),
                pace.inputNoise(),
                pace.weightDecay(),
                pace.clip());
        return at(guided).with(alpha.most() > 0 ? new Alpha(alpha.schedule(), profile.coefficient()) : alpha);
    }
}
