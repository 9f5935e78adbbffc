package io.realign.cli.model;

import io.realign.adaptation.AdaptationProfile;
import io.realign.learning.training.Pretraining;
import io.realign.learning.training.Pretraining.Method;
import io.realign.learning.training.Recipe;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Options of {@code adapt} that override the training schedule of a recipe. */
final class TrainingOptions {
    /** Limits the size of the training curves in model.json. */
    private static final int MAX_STEPS = 200_000;

    private static final int PRETRAINING_STEPS = 300;

    /** Half the standard deviation of a standardised feature. */
    private static final double PRETRAINING_NOISE = .5;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = {
                "Profile 'close' (similar domains) or 'far' (dissimilar domains), which sets the learning rate, domain",
                "loss weight, batch size and epochs of the recipe given with --recipe; not with 'auto'."
            })
    private String profile;

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "Number of training steps of the recipe given with --recipe; not with 'auto'.")
    private Integer steps;

    @Option(names = "--source-steps", paramLabel = "N", description = "Number of training steps of the base model.")
    private Integer sourceSteps;

    @Option(
            names = "--pretrain",
            paramLabel = "METHOD",
            description = {
                "Pre-trains the feature layers of the network on source and target rows without labels:",
                "'denoising' or 'contrastive'. Helps if the learned features do not separate the classes."
            })
    private Method pretrain;

    /** Rejects conflicting options; {@code fromModel} is whether {@code --from} is given. */
    void validate(boolean auto, boolean fromModel) {
        requireSteps("--steps", steps);
        requireSteps("--source-steps", sourceSteps);
        if (auto && (steps != null || profile != null)) {
            throw error("%s: requires a named --recipe; 'auto' uses the schedule of each recipe"
                    .formatted(steps != null ? "--steps" : "--profile"));
        }
        if (fromModel && sourceSteps != null) {
            throw error("--source-steps: cannot be combined with --from, since no base model is trained");
        }
        if (fromModel && pretrain != null) {
            throw error("--pretrain: cannot be combined with --from, since only random weights are pre-trained");
        }
        if (profile != null) {
            parseProfile();
        }
    }

    private void requireSteps(String name, Integer steps) {
        if (steps != null && (steps < 1 || steps > MAX_STEPS)) {
            throw error("%s: expected 1 to %d, got %d".formatted(name, MAX_STEPS, steps));
        }
    }

    private AdaptationProfile parseProfile() {
        try {
            return AdaptationProfile.named(profile);
        } catch (IllegalArgumentException e) {
            // The message starts with the name of the option.
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }

    private ParameterException error(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /** Applies the options to the recipe of the base model. */
    Recipe baseModelRecipe(Recipe recipe) {
        Recipe adjusted = sourceSteps == null
                ? recipe
                : recipe.withSchedule(recipe.schedule().withSteps(sourceSteps));
        return pretrain == null
                ? adjusted
                : adjusted.withPretraining(new Pretraining(pretrain, PRETRAINING_STEPS, PRETRAINING_NOISE));
    }

    /** Applies the options to a named recipe; {@code smallerDomainRows} is the number of rows of the smaller domain. */
    Recipe namedRecipe(Recipe recipe, int smallerDomainRows) {
        if (recipe.schedule().steps() == 0 && (steps != null || profile != null)) {
            throw error("%s: expected a recipe with training steps, got '%s'"
                    .formatted(steps != null ? "--steps" : "--profile", recipe.name()));
        }
        Recipe adjusted = profile == null ? recipe : recipe.withProfile(parseProfile(), smallerDomainRows);
        return steps == null
                ? adjusted
                : adjusted.withSchedule(adjusted.schedule().withSteps(steps));
    }
}
