package io.realign.learning.selection;

import io.realign.adaptation.ShiftType;
import io.realign.adaptation.alpha.AlphaSchedule;
import io.realign.adaptation.alpha.ConstantAlpha;
import io.realign.adaptation.alpha.GaninRamp;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.training.AlphaSettings;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.RecipeOption;
import io.realign.learning.training.TrainingSchedule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The available recipes. Each is the best one for some data; none is the best one for all data. */
public final class Recipes {
    private static final TrainingSchedule UNTRAINED = TrainingSchedule.TABULAR_ADAPTATION.withSteps(0);

    private static final double WINDOW_STATISTICS_WEIGHT = 1;

    /** Alpha of at most 0.1: on tabular data, an alpha of 1 reduces accuracy. */
    private static final AlphaSettings SMALL_ALPHA = new AlphaSettings(AlphaSettings.Schedule.DRIFT_DRIVEN, .1);

    /** Trains a base model on the sources; {@code source-only} in the documentation. */
    public static final Recipe SOURCE_ONLY = of("source", TrainingSchedule.TABULAR, AlphaSettings.NONE, Map.of());

    /** No training: standardises with the statistics of the target window. */
    public static final Recipe RESTANDARDISED = of("restandardised", UNTRAINED, AlphaSettings.NONE, Map.of());

    /**
     * No training: standardises the target to the statistics of the source. The LDA ensemble estimates the class priors of the
     * target; the source statistics are reweighted to these priors.
     */
    public static final Recipe PRIOR_MATCHED =
            of("matched", UNTRAINED, AlphaSettings.NONE, Map.of(), RecipeOption.LDA_ENSEMBLE);

    /** No training: adjusts the predictions to the class priors of the target. */
    public static final Recipe REWEIGHTED = of(
                    "reweighted", UNTRAINED, AlphaSettings.NONE, Map.of(), RecipeOption.PRIOR_CORRECTION)
            .withParentStandardisation();

    /** Self-training on confident predictions. */
    public static final Recipe SELF_TRAINING = of(
            "self",
            TrainingSchedule.TABULAR_ADAPTATION,
            AlphaSettings.NONE,
            Map.of(LossTerm.SELF_TRAINING, constantWeight(.5)));

    /** DANN with a small alpha, class prior weights and self-training. */
    public static final Recipe DANN = of(
            "dann",
            TrainingSchedule.TABULAR_ADAPTATION,
            SMALL_ALPHA,
            Map.of(LossTerm.SELF_TRAINING, constantWeight(.5)),
            RecipeOption.PRIOR_WEIGHTS);

    /** {@link #DANN} with an MMD loss on the embeddings. */
    public static final Recipe DANN_MMD = of(
            "dann-mmd",
            TrainingSchedule.TABULAR_ADAPTATION,
            SMALL_ALPHA,
            Map.of(LossTerm.MMD, constantWeight(.3), LossTerm.SELF_TRAINING, constantWeight(.5)),
            RecipeOption.PRIOR_WEIGHTS);

    /** DANN as published (Ganin et al., 2016): the full alpha ramp and no other loss term on target rows. */
    public static final Recipe DANN_1 = of(
            "dann-1", TrainingSchedule.TABULAR_ADAPTATION, new AlphaSettings(AlphaSettings.Schedule.RAMP, 1), Map.of());

    /**
     * Conditional DANN, with higher weights for rows with confident predictions; for networks with a conditional domain head
     * ({@link io.realign.learning.network.NetSpec#conditional}).
     */
    public static final Recipe CDAN = of(
            "cdan",
            TrainingSchedule.TABULAR_ADAPTATION,
            SMALL_ALPHA,
            Map.of(),
            RecipeOption.ENTROPY_WEIGHTS,
            RecipeOption.PRIOR_WEIGHTS);

    /** Entropy minimisation. */
    public static final Recipe ENTROPY = of(
            "entropy",
            TrainingSchedule.TABULAR_ADAPTATION,
            AlphaSettings.NONE,
            Map.of(LossTerm.ENTROPY, constantWeight(.1)));

    /** Alignment of the covariances, for sparse data. */
    public static final Recipe CORAL = of(
            "coral",
            TrainingSchedule.TABULAR_ADAPTATION,
            AlphaSettings.NONE,
            Map.of(LossTerm.CORAL, constantWeight(1)));

    /** Minimum class confusion. */
    public static final Recipe MCC = of(
            "mcc",
            TrainingSchedule.TABULAR_ADAPTATION,
            AlphaSettings.NONE,
            Map.of(LossTerm.MINIMUM_CLASS_CONFUSION, constantWeight(.5)));

    /** Distillation from the LDA ensemble, together with DANN at a small alpha; for dense data. */
    public static final Recipe CO_EM = of(
            "co-em",
            TrainingSchedule.TABULAR_ADAPTATION,
            SMALL_ALPHA,
            Map.of(LossTerm.DISTILLATION, new GaninRamp(GaninRamp.GAMMA, 1)),
            RecipeOption.LDA_ENSEMBLE);

    /** The full alpha ramp with entropy minimisation, for images. */
    public static final Recipe DANN_ENTROPY = of(
            "dann-entropy",
            TrainingSchedule.IMAGES,
            new AlphaSettings(AlphaSettings.Schedule.RAMP, 1),
            Map.of(LossTerm.ENTROPY, constantWeight(.1)));

    private Recipes() {}

    /** Returns all recipes that adapt a serving model. */
    public static List<Recipe> all() {
        return List.of(
                RESTANDARDISED,
                PRIOR_MATCHED,
                REWEIGHTED,
                SELF_TRAINING,
                DANN,
                DANN_MMD,
                DANN_1,
                CDAN,
                ENTROPY,
                CORAL,
                MCC,
                CO_EM,
                DANN_ENTROPY);
    }

    /** @throws IllegalArgumentException if there is no recipe with this name */
    public static Recipe byName(String name) {
        return all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("recipe: expected one of %s, got '%s'"
                        .formatted(all().stream().map(Recipe::name).toList(), name)));
    }

    /**
     * Returns the recipes for a type of shift and a kind of data. Recipes that need class priors or pseudo-labels are omitted if
     * the LDA ensemble cannot estimate them on the window.
     */
    static List<Recipe> candidatesFor(ShiftType shift, DataKind kind, EnsembleAvailability ensemble) {
        return candidatesFor(shift, kind).stream()
                .filter(recipe -> requiredEnsemble(recipe).compareTo(ensemble) <= 0)
                .toList();
    }

    private static EnsembleAvailability requiredEnsemble(Recipe recipe) {
        if (recipe.lossWeights().containsKey(LossTerm.DISTILLATION)) {
            return EnsembleAvailability.PSEUDO_LABELS;
        }
        return recipe.has(RecipeOption.LDA_ENSEMBLE) ? EnsembleAvailability.CLASS_PRIORS : EnsembleAvailability.NONE;
    }

    /**
     * Returns the recipes for a type of shift and a kind of data, in the order of training; empty if the type is
     * not a shift of the target.
     */
    public static List<Recipe> candidatesFor(ShiftType shift, DataKind kind) {
        return switch (shift) {
            case NONE, OUTLIER_SOURCE -> List.of();
            case LABEL -> List.of(REWEIGHTED);
            case COVARIATE, BOTH -> candidatesFor(kind);
        };
    }

    private static List<Recipe> candidatesFor(DataKind kind) {
        return switch (kind) {
            case DENSE -> List.of(RESTANDARDISED, PRIOR_MATCHED, CO_EM, DANN, MCC, ENTROPY);
            case SPARSE, WIDE -> List.of(RESTANDARDISED, CORAL, SELF_TRAINING);
            case IMAGE -> List.of(RESTANDARDISED, DANN_ENTROPY);
        };
    }

    private static Recipe of(
            String name,
            TrainingSchedule schedule,
            AlphaSettings alpha,
            Map<LossTerm, AlphaSchedule> targetLossWeights,
            RecipeOption... options) {
        Map<LossTerm, AlphaSchedule> lossWeights = new EnumMap<>(LossTerm.class);
        lossWeights.put(LossTerm.CLASS, constantWeight(1));
        lossWeights.putAll(targetLossWeights);
        return new Recipe(name, schedule, WINDOW_STATISTICS_WEIGHT, alpha, lossWeights, Set.of(options));
    }

    private static AlphaSchedule constantWeight(double weight) {
        return new ConstantAlpha(weight);
    }
}
