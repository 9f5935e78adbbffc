package io.realign.cli.model;

import io.realign.adaptation.AdaptationProfile;
import io.realign.learning.training.Pretraining;
import io.realign.learning.training.Pretraining.Method;
import io.realign.learning.training.Recipe;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** How long and how fast to train, where one does not leave it to the recipes. */
final class TrainingOptions {
    /** So many that what is told of them still fits into a model's description. */
    private static final int MAX_STEPS = 200_000;

    private static final int PRETRAINING_STEPS = 300;

    /** Half of what a feature varies by. */
    private static final double PRETRAINING_NOISE = .5;

    @Option(
            names = "--profile",
            paramLabel = "NAME",
            description = {
                "Learning rate, coefficient of the domain term, batch and epochs of a named recipe:",
                "'close' for domains that look alike, 'far' for others."
            })
    private String profile;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of a named recipe.")
    private Integer steps;

    @Option(names = "--source-steps", paramLabel = "N", description = "Steps of the training on the sources.")
    private Integer sourceSteps;

    @Option(
            names = "--pretrain",
            paramLabel = "METHOD",
            description = {
                "Teaches the features of the network from the rows of sources and target, without labels, before it is",
                "trained on the sources: 'denoising' or 'contrastive'. A remedy for features that mix up the classes."
            })
    private String pretrain;

    /**
     * Refuses what does not fit together.
     *
     * @param auto whether the recipe is left to the portfolio
     * @param from whether there is a model to go on from
     */
    void validate(CommandLine command, boolean auto, boolean from) {
        requireSteps(command, "--steps", steps);
        requireSteps(command, "--source-steps", sourceSteps);
        if (auto && (steps != null || profile != null)) {
            throw new ParameterException(
                    command,
                    "%s: expected a named --recipe beside it; 'auto' trains each candidate at its own pace"
                            .formatted(steps != null ? "--steps" : "--profile"));
        }
        if (from && sourceSteps != null) {
            throw new ParameterException(
                    command,
                    "--source-steps: expected no --from beside it, for then nothing is trained on the sources");
        }
        if (from && pretrain != null) {
            throw new ParameterException(
                    command, "--pretrain: expected no --from beside it, for it is random weights that are pre-trained");
        }
        if (profile != null) {
            profile(command);
        }
        pretraining(command);
    }

    private static void requireSteps(CommandLine command, String name, Integer steps) {
        if (steps != null && (steps < 1 || steps > MAX_STEPS)) {
            throw new ParameterException(command, "%s: expected 1 to %d, got %d".formatted(name, MAX_STEPS, steps));
        }
    }

    private AdaptationProfile profile(CommandLine command) {
        try {
            return AdaptationProfile.named(profile);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command, "--" + e.getMessage(), e);
        }
    }

    private Optional<Pretraining> pretraining(CommandLine command) {
        if (pretrain == null) {
            return Optional.empty();
        }
        Method method =
                switch (pretrain) {
                    case "denoising" -> Method.DENOISING;
                    case "contrastive" -> Method.CONTRASTIVE;
                    default ->
                        throw new ParameterException(
                                command, "--pretrain: expected denoising or contrastive, got '%s'".formatted(pretrain));
                };
        return Optional.of(new Pretraining(method, PRETRAINING_STEPS, PRETRAINING_NOISE));
    }

    /** The recipe for the sources. */
    Recipe baseModelRecipe(CommandLine command, Recipe recipe) {
        Recipe paced = sourceSteps == null
                ? recipe
                : recipe.withSchedule(recipe.schedule().withSteps(sourceSteps));
        return pretraining(command).map(paced::withPretraining).orElse(paced);
    }

    /**
     * The named recipe.
     *
     * @param rows of the smaller domain
     */
    Recipe namedRecipe(CommandLine command, Recipe recipe, int rows) {
        if (recipe.schedule().steps() == 0 && (steps != null || profile != null)) {
            throw new ParameterException(
                    command,
                    "%s: expected a recipe that trains, got '%s', which takes no steps"
                            .formatted(steps != null ? "--steps" : "--profile", recipe.name()));
        }
        Recipe paced = profile == null ? recipe : recipe.withProfile(profile(command), rows);
        return steps == null ? paced : paced.withSchedule(paced.schedule().withSteps(steps));
    }
}
