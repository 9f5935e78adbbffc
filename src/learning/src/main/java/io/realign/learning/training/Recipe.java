package io.realign.learning.training;

import io.realign.adaptation.AdaptationProfile;
import io.realign.adaptation.alpha.AlphaSchedule;
import io.realign.learning.loss.LossTerm;
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
 * @param schedule how long and how fast to train
 * @param targetStatisticsWeight how far the target's standardisation goes from the live model's, 0, to the window's own statistics, 1
 * @param alpha weight of the {@link LossTerm#DOMAIN}
 * @param lossWeights the weight of each other term over the course
 * @param options what else helps
 * @param pretraining of the features of a network that starts from random weights, if any
 */
public record Recipe(
        String name,
        TrainingSchedule schedule,
        double targetStatisticsWeight,
        AlphaSettings alpha,
        Map<LossTerm, AlphaSchedule> lossWeights,
        Set<RecipeOption> options,
        Optional<Pretraining> pretraining) {
    public Recipe {
        if (!(targetStatisticsWeight >= 0 && targetStatisticsWeight <= 1)) {
            throw new IllegalArgumentException("reach: expected 0 to 1, got " + targetStatisticsWeight);
        }
        if (lossWeights.containsKey(LossTerm.DOMAIN)) {
            throw new IllegalArgumentException(
                    "terms: expected the domain term's weight as alpha, got it among the others");
        }
        EnumMap<LossTerm, AlphaSchedule> copy = new EnumMap<>(LossTerm.class);
        copy.putAll(lossWeights);
        lossWeights = Collections.unmodifiableMap(copy);
        EnumSet<RecipeOption> help = EnumSet.noneOf(RecipeOption.class);
        help.addAll(options);
        options = Collections.unmodifiableSet(help);
    }

    /** A recipe without pre-training. */
    public Recipe(
            String name,
            TrainingSchedule pace,
            double reach,
            AlphaSettings alpha,
            Map<LossTerm, AlphaSchedule> terms,
            Set<RecipeOption> aids) {
        this(name, pace, reach, alpha, terms, aids, Optional.empty());
    }

    public boolean has(RecipeOption aid) {
        return options.contains(aid);
    }

    /** The same recipe at another pace. */
    public Recipe withSchedule(TrainingSchedule otherPace) {
        return new Recipe(name, otherPace, targetStatisticsWeight, alpha, lossWeights, options, pretraining);
    }

    /** The same recipe with another {@link #targetStatisticsWeight()}. */
    public Recipe withTargetStatisticsWeight(double otherReach) {
        return new Recipe(name, schedule, otherReach, alpha, lossWeights, options, pretraining);
    }

    /** The same recipe with another {@link #alpha()}. */
    public Recipe withAlpha(AlphaSettings other) {
        return new Recipe(name, schedule, targetStatisticsWeight, other, lossWeights, options, pretraining);
    }

    /** The same recipe after a {@link #pretraining()}. */
    public Recipe withPretraining(Pretraining other) {
        return new Recipe(name, schedule, targetStatisticsWeight, alpha, lossWeights, options, Optional.of(other));
    }

    /**
     * The same recipe at the pace of a profile of the parameter guide, and with its coefficient where there is a domain term
     * at all.
     *
     * @param rows of the domain that an epoch goes through once, the smaller one
     */
    public Recipe withProfile(AdaptationProfile profile, int rows) {
        TrainingSchedule guided = new TrainingSchedule(
                profile.steps(rows),
                profile.batchSize(),
                profile.learningRate(),
                schedule.warmUpFraction(),
                schedule.coolDownFraction(),
                schedule.inputNoise(),
                schedule.weightDecay(),
                schedule.maxGradientNorm());
        return withSchedule(guided)
                .withAlpha(alpha.max() > 0 ? new AlphaSettings(alpha.schedule(), profile.maxAlpha()) : alpha);
    }
}
