package io.realign.learning.portfolio;

import io.realign.adaptation.AlphaSchedule;
import io.realign.adaptation.ConstantAlpha;
import io.realign.adaptation.GaninRamp;
import io.realign.adaptation.ShiftCase;
import io.realign.learning.loss.Term;
import io.realign.learning.training.Aid;
import io.realign.learning.training.Alpha;
import io.realign.learning.training.Alpha.Schedule;
import io.realign.learning.training.Pace;
import io.realign.learning.training.Recipe;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The recipes that have earned their place: each wins on some kind of data, and none on all. */
public final class Recipes {
    private static final Pace UNTRAINED = Pace.TABULAR_ADAPTATION.lasting(0);

    /** On tables an alpha of 1 does harm. */
    private static final Alpha LITTLE = new Alpha(Schedule.DRIFT_DRIVEN, .1);

    /** The sources alone. */
    public static final Recipe SOURCE = of("source", Pace.TABULAR, Alpha.NONE, Map.of());

    /** No training: the window's own means and deviations. */
    public static final Recipe RESTANDARDISED = of("restandardised", UNTRAINED, Alpha.NONE, Map.of());

    /** No training: such means and deviations as the source has when its classes are mixed like the target's. */
    public static final Recipe MATCHED = of("matched", UNTRAINED, Alpha.NONE, Map.of(), Aid.COMMITTEE);

    /** No training: other shares of the classes. */
    public static final Recipe REWEIGHTED =
            of("reweighted", UNTRAINED, Alpha.NONE, Map.of(), Aid.CLASS_SHARES).reaching(0);

    /** Self-training on what the network is sure of. */
    public static final Recipe SELF =
            of("self", Pace.TABULAR_ADAPTATION, Alpha.NONE, Map.of(Term.SELF_TRAINING, constant(.5)));

    /** A little adversarial, weighted by the classes' shares, with self-training. */
    public static final Recipe DANN =
            of("dann", Pace.TABULAR_ADAPTATION, LITTLE, Map.of(Term.SELF_TRAINING, constant(.5)), Aid.PRIOR_WEIGHTS);

    /** The same with the discrepancy of the features. */
    public static final Recipe DANN_MMD = of(
            "dann-mmd",
            Pace.TABULAR_ADAPTATION,
            LITTLE,
            Map.of(Term.MMD, constant(.3), Term.SELF_TRAINING, constant(.5)),
            Aid.PRIOR_WEIGHTS);

    /** As in the paper: the whole ramp, and nothing else. */
    public static final Recipe DANN_1 = of("dann-1", Pace.TABULAR_ADAPTATION, new Alpha(Schedule.RAMP, 1), Map.of());

    /** Conditional: where the network is sure, more. */
    public static final Recipe CDAN =
            of("cdan", Pace.TABULAR_ADAPTATION, LITTLE, Map.of(), Aid.ENTROPY_WEIGHTS, Aid.PRIOR_WEIGHTS);

    /** Surer answers. */
    public static final Recipe ENTROPY =
            of("entropy", Pace.TABULAR_ADAPTATION, Alpha.NONE, Map.of(Term.ENTROPY, constant(.1)));

    /** Equal covariances, for sparse rows. */
    public static final Recipe CORAL =
            of("coral", Pace.TABULAR_ADAPTATION, Alpha.NONE, Map.of(Term.CORAL, constant(1)));

    /** Less confusion between classes. */
    public static final Recipe MCC =
            of("mcc", Pace.TABULAR_ADAPTATION, Alpha.NONE, Map.of(Term.CONFUSION, constant(.5)));

    /** Taught by a committee of discriminants, for dense tables. */
    public static final Recipe CO_EM = of(
            "co-em",
            Pace.TABULAR_ADAPTATION,
            LITTLE,
            Map.of(Term.TAUGHT, new GaninRamp(GaninRamp.GAMMA, 1)),
            Aid.COMMITTEE);

    /** The whole ramp and surer answers, for images. */
    public static final Recipe DANN_ENTROPY =
            of("dann-entropy", Pace.IMAGES, new Alpha(Schedule.RAMP, 1), Map.of(Term.ENTROPY, constant(.1)));

    private Recipes() {}

    /** All by which an incumbent can be adapted. */
    public static List<Recipe> all() {
        return List.of(
                RESTANDARDISED,
                MATCHED,
                REWEIGHTED,
                SELF,
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
    public static Recipe named(String name) {
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
    static List<Recipe> portfolio(ShiftCase shift, Kind kind, Counsel counsel) {
        return portfolio(shift, kind).stream()
                .filter(recipe -> asked(recipe).compareTo(counsel) <= 0)
                .toList();
    }

    private static Counsel asked(Recipe recipe) {
        if (recipe.terms().containsKey(Term.TAUGHT)) {
            return Counsel.TEACHER;
        }
        return recipe.has(Aid.COMMITTEE) ? Counsel.SHARES : Counsel.NONE;
    }

    /** All that may be tried on such rows after such a shift. */
    public static List<Recipe> portfolio(ShiftCase shift, Kind kind) {
        return switch (shift) {
            case NONE, OUTLYING_SOURCE -> List.of();
            case LABEL -> List.of(REWEIGHTED);
            case COVARIATE, BOTH -> portfolio(kind);
        };
    }

    private static List<Recipe> portfolio(Kind kind) {
        return switch (kind) {
            case DENSE -> List.of(RESTANDARDISED, MATCHED, CO_EM, DANN, MCC, ENTROPY);
            case SPARSE, WIDE -> List.of(RESTANDARDISED, CORAL, SELF);
            case IMAGE -> List.of(RESTANDARDISED, DANN_ENTROPY);
        };
    }

    private static Recipe of(String name, Pace pace, Alpha alpha, Map<Term, AlphaSchedule> others, Aid... aids) {
        Map<Term, AlphaSchedule> terms = new EnumMap<>(Term.class);
        terms.put(Term.CLASS, constant(1));
        terms.putAll(others);
        return new Recipe(name, pace, 1, alpha, terms, Set.of(aids));
    }

    private static AlphaSchedule constant(double weight) {
        return new ConstantAlpha(weight);
    }
}
