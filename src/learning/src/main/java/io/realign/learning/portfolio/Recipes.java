package io.realign.learning.portfolio;

import io.realign.adaptation.ShiftType;
import io.realign.adaptation.alpha.AlphaSchedule;
import io.realign.adaptation.alpha.ConstantAlpha;
import io.realign.adaptation.alpha.GaninRamp;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.training.AlphaSettings;
import io.realign.learning.training.AlphaSettings.Schedule;
import io.realign.learning.training.Recipe;
import io.realign.learning.training.RecipeOption;
import io.realign.learning.training.TrainingSchedule;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The recipes that have earned their place: each wins on some kind of data, and none on all. */
public final class Recipes {
    private static final TrainingSchedule UNTRAINED = TrainingSchedule.TABULAR_ADAPTATION.withSteps(0);

    /** On tables an alpha of 1 does harm. */
    private static final AlphaSettings SMALL_ALPHA = new AlphaSettings(Schedule.DRIFT_DRIVEN, .1);

    /** The sources alone. */
    public static final Recipe SOURCE_ONLY = of("source", TrainingSchedule.TABULAR, AlphaSettings.NONE, Map.of());

    /** No training: the window's own means and deviations. */
    public static final Recipe RESTANDARDISED = of("restandardised", UNTRAINED, AlphaSettings.NONE, Map.of());

    /** No training: such means and deviations as the source has when its classes are mixed like the target's. */
    public static final Recipe PRIOR_MATCHED =
            of("matched", UNTRAINED, AlphaSettings.NONE, Map.of(), RecipeOption.LDA_ENSEMBLE);

    /** No training: other shares of the classes. */
    public static final Recipe REWEIGHTED = of(
                    "reweighted", UNTRAINED, AlphaSettings.NONE, Map.of(), RecipeOption.PRIOR_CORRECTION)
            .withTargetStatisticsWeight(0);

    /** Self-training on what the network is sure of. */
    public static final Recipe SELF_TRAINING = of(
            "self",
            TrainingSchedule.TABULAR_ADAPTATION,
            AlphaSettings.NONE,
            Map.of(LossTerm.SELF_TRAINING, constant(.5)));

    /** A little adversarial, weighted by the classes' shares, with self-training. */
    public static final Recipe DANN = of(
            "dann",
            TrainingSchedule.TABULAR_ADAPTATION,
            SMALL_ALPHA,
            Map.of(LossTerm.SELF_TRAINING, constant(.5)),
            RecipeOption.PRIOR_WEIGHTS);

    /** The same with the discrepancy of the features. */
    public static final Recipe DANN_MMD = of(
            "dann-mmd",
            TrainingSchedule.TABULAR_ADAPTATION,
            SMALL_ALPHA,
            Map.of(LossTerm.MMD, constant(.3), LossTerm.SELF_TRAINING, constant(.5)),
            RecipeOption.PRIOR_WEIGHTS);

    /** As in the paper: the whole ramp, and nothing else. */
    public static final Recipe DANN_1 =
            of("dann-1", TrainingSchedule.TABULAR_ADAPTATION, new AlphaSettings(Schedule.RAMP, 1), Map.of());

    /** Conditional: where the network is sure, more. */
    public static final Recipe CDAN = of(
            "cdan",
            TrainingSchedule.TABULAR_ADAPTATION,
            SMALL_ALPHA,
            Map.of(),
            RecipeOption.ENTROPY_WEIGHTS,
            RecipeOption.PRIOR_WEIGHTS);

    /** Surer answers. */
    public static final Recipe ENTROPY = of(
            "entropy", TrainingSchedule.TABULAR_ADAPTATION, AlphaSettings.NONE, Map.of(LossTerm.ENTROPY, constant(.1)));

    /** Equal covariances, for sparse rows. */
    public static final Recipe CORAL =
            of("coral", TrainingSchedule.TABULAR_ADAPTATION, AlphaSettings.NONE, Map.of(LossTerm.CORAL, constant(1)));

    /** Less confusion between classes. */
    public static final Recipe MCC = of(
            "mcc",
            TrainingSchedule.TABULAR_ADAPTATION,
            AlphaSettings.NONE,
            Map.of(LossTerm.MINIMUM_CLASS_CONFUSION, constant(.5)));

    /** Taught by a committee of discriminants, for dense tables. */
    public static final Recipe CO_EM = of(
            "co-em",
            TrainingSchedule.TABULAR_ADAPTATION,
            SMALL_ALPHA,
            Map.of(LossTerm.DISTILLATION, new GaninRamp(GaninRamp.GAMMA, 1)),
            RecipeOption.LDA_ENSEMBLE);

    /** The whole ramp and surer answers, for images. */
    public static final Recipe DANN_ENTROPY = of(
            "dann-entropy",
            TrainingSchedule.IMAGES,
            new AlphaSettings(Schedule.RAMP, 1),
            Map.of(LossTerm.ENTROPY, constant(.1)));

    private Recipes() {}

    /** All by which an incumbent can be adapted. */
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

    /** The recipe of a name. */
    public static Recipe byName(String name) {
        return all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("recipe: expected one of %s, got '%s'"
                        .formatted(all().stream().map(Recipe::name).toList(), name)));
    }

    /**
     * What is worth trying on such rows after such a shift.
     *
     * @param counsel what a committee can be asked; recipes that ask for more are left out
     */
    static List<Recipe> candidatesFor(ShiftType shift, DataKind kind, EnsembleAvailability counsel) {
        return candidatesFor(shift, kind).stream()
                .filter(recipe -> requiredEnsemble(recipe).compareTo(counsel) <= 0)
                .toList();
    }

    private static EnsembleAvailability requiredEnsemble(Recipe recipe) {
        if (recipe.lossWeights().containsKey(LossTerm.DISTILLATION)) {
            return EnsembleAvailability.PSEUDO_LABELS;
        }
        return recipe.has(RecipeOption.LDA_ENSEMBLE) ? EnsembleAvailability.CLASS_SHARES : EnsembleAvailability.NONE;
    }

    /** All that may be tried on such rows after such a shift. */
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
            TrainingSchedule pace,
            AlphaSettings alpha,
            Map<LossTerm, AlphaSchedule> others,
            RecipeOption... aids) {
        Map<LossTerm, AlphaSchedule> terms = new EnumMap<>(LossTerm.class);
        terms.put(LossTerm.CLASS, constant(1));
        terms.putAll(others);
        return new Recipe(name, pace, 1, alpha, terms, Set.of(aids));
    }

    private static AlphaSchedule constant(double weight) {
        return new ConstantAlpha(weight);
    }
}
