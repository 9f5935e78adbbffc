package io.realign.learning.training;

import io.realign.adaptation.AdaptationProfile;
import io.realign.adaptation.alpha.AlphaSchedule;
import io.realign.learning.loss.LossTerm;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Method and hyperparameters of a training run.
 *
 * @param name unique name
 * @param targetStatisticsWeight interpolation of the target standardisation, from 0 (standardisation of the parent) to 1
 *     (statistics of the window)
 * @param alpha weight of {@link LossTerm#DOMAIN}
 * @param lossWeights weight of each other loss term as a function of progress
 * @param pretraining pre-training of a base model
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
            throw new IllegalArgumentException(
                    "targetStatisticsWeight: expected 0 to 1, got " + targetStatisticsWeight);
        }
        if (lossWeights.containsKey(LossTerm.DOMAIN)) {
            throw new IllegalArgumentException(
                    "lossWeights: expected terms other than DOMAIN, whose weight is alpha; got "
                            + lossWeights.keySet());
        }
        lossWeights = LossTerm.copyOf(lossWeights);
        EnumSet<RecipeOption> orderedOptions = EnumSet.noneOf(RecipeOption.class);
        orderedOptions.addAll(options);
        options = Collections.unmodifiableSet(orderedOptions);
    }

    /** Creates a recipe without pre-training. */
    public Recipe(
            String name,
            TrainingSchedule schedule,
            double targetStatisticsWeight,
            AlphaSettings alpha,
            Map<LossTerm, AlphaSchedule> lossWeights,
            Set<RecipeOption> options) {
        this(name, schedule, targetStatisticsWeight, alpha, lossWeights, options, Optional.empty());
    }

    public boolean has(RecipeOption option) {
        return options.contains(option);
    }

    public Recipe withSchedule(TrainingSchedule other) {
        return new Recipe(name, other, targetStatisticsWeight, alpha, lossWeights, options, pretraining);
    }

    public Recipe withTargetStatisticsWeight(double other) {
        return new Recipe(name, schedule, other, alpha, lossWeights, options, pretraining);
    }

    /** Returns a copy that uses the standardisation of the parent, and no statistics of the window. */
    public Recipe withParentStandardisation() {
        return withTargetStatisticsWeight(0);
    }

    public Recipe withAlpha(AlphaSettings other) {
        return new Recipe(name, schedule, targetStatisticsWeight, other, lossWeights, options, pretraining);
    }

    public Recipe withPretraining(Pretraining other) {
        return new Recipe(name, schedule, targetStatisticsWeight, alpha, lossWeights, options, Optional.of(other));
    }

    /**
     * Applies the steps, batch size and learning rate of a profile, and its maximum of alpha if the recipe has a domain loss.
     *
     * @param rowsPerEpoch number of rows of the smaller domain
     */
    public Recipe withProfile(AdaptationProfile profile, int rowsPerEpoch) {
        return withSchedule(schedule.with(profile.steps(rowsPerEpoch), profile.batchSize(), profile.learningRate()))
                .withAlpha(alpha.max() > 0 ? new AlphaSettings(alpha.schedule(), profile.maxAlpha()) : alpha);
    }
}
