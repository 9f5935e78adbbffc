package io.realign.learning.portfolio;

import io.realign.adaptation.AlphaSchedule;
import io.realign.adaptation.GaninRamp;
import io.realign.adaptation.ShiftCase;
import io.realign.learning.loss.Term;
import io.realign.learning.training.Pace;
import io.realign.learning.training.Recipe;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The recipes that have earned their place: each wins on some kind of data, and none on all. */
public final class Recipes {
    private static final AlphaSchedule ONE = progress -> 1;

    /** The sources alone. */
    public static final Recipe SOURCE = of("source", Pace.TABULAR, Map.of());

    /** No training: the window's own means and deviations. */
    public static final Recipe RESTANDARDISED = of("restandardised", Pace.TABULAR_ADAPTATION.lasting(0), Map.of());

    /** Self-training on what the network is sure of. */
    public static final Recipe SELF = of("self", Pace.TABULAR_ADAPTATION, Map.of(Term.SELF_TRAINING, constant(.5)));

    /** A little adversarial, weighted by the classes' shares, with self-training. */
    public static final Recipe DANN = of(
                    "dann", Pace.TABULAR_ADAPTATION, Map.of(Term.DOMAIN, ramp(.1), Term.SELF_TRAINING, constant(.5)))
            .weightedByPrior();

    /** The same with the discrepancy of the features. */
    public static final Recipe DANN_MMD = of(
                    "dann-mmd",
                    Pace.TABULAR_ADAPTATION,
                    Map.of(Term.DOMAIN, ramp(.1), Term.MMD, constant(.3), Term.SELF_TRAINING, constant(.5)))
            .weightedByPrior();

    /** As in the paper: all of alpha, and nothing else. */
    public static final Recipe DANN_1 = of("dann-1", Pace.TABULAR_ADAPTATION, Map.of(Term.DOMAIN, ramp(1)));

    /** Surer answers. */
    public static final Recipe ENTROPY = of("entropy", Pace.TABULAR_ADAPTATION, Map.of(Term.ENTROPY, constant(.1)));

    /** Equal covariances, for sparse rows. */
    public static final Recipe CORAL = of("coral", Pace.TABULAR_ADAPTATION, Map.of(Term.CORAL, constant(1)));

    /** Less confusion between classes. */
    public static final Recipe MCC = of("mcc", Pace.TABULAR_ADAPTATION, Map.of(Term.CONFUSION, constant(.5)));

    /** Taught by a committee of discriminants, for dense tables. */
    public static final Recipe CO_EM = of(
                    "co-em", Pace.TABULAR_ADAPTATION, Map.of(Term.TAUGHT, ramp(1), Term.DOMAIN, ramp(.1)))
            .taughtByCommittee();

    /** All of alpha and surer answers, for images. */
    public static final Recipe DANN_ENTROPY =
            of("dann-entropy", Pace.IMAGES, Map.of(Term.DOMAIN, ramp(1), Term.ENTROPY, constant(.1)));

    private Recipes() {}

    /** All by which an incumbent can be adapted. */
    public static List<Recipe> all() {
        return List.of(RESTANDARDISED, SELF, DANN, DANN_MMD, DANN_1, ENTROPY, CORAL, MCC, CO_EM, DANN_ENTROPY);
    }

    /** The recipe of a name. */
    public static Recipe named(String name) {
        return all().stream()
                .filter(recipe -> recipe.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("recipe: expected one of %s, got '%s'"
                        .formatted(all().stream().map(Recipe::name).toList(), name)));
    }

    /** What is worth trying on such rows after such a shift. */
    static List<Recipe> portfolio(ShiftCase shift, Kind kind) {
        return switch (shift) {
            case NONE -> List.of();
            case LABEL -> List.of(REWEIGHTED);
            case COVARIATE, BOTH, OUTLYING_SOURCE -> portfolio(kind);
        };
    }

    private static List<Recipe> portfolio(Kind kind) {
        return switch (kind) {
            case DENSE -> List.of(RESTANDARDISED, CO_EM, DANN, SELF, ENTROPY);
            case SPARSE -> List.of(RESTANDARDISED, CORAL, SELF);
            case IMAGE -> List.of(RESTANDARDISED, DANN_ENTROPY);
        };
    }

    private static Recipe of(String name, Pace pace, Map<Term, AlphaSchedule> terms) {
        Map<Term, AlphaSchedule> all = Stream.concat(Stream.of(Map.entry(Term.CLASS, ONE)), terms.entrySet().stream())
                .collect(java.util.stream.Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new Recipe(name, pace, 1, all, false, false, false);
    }

    private static AlphaSchedule ramp(double most) {
        return new GaninRamp(GaninRamp.GAMMA, most);
    }

    private static AlphaSchedule constant(double weight) {
        return progress -> weight;
    }
}
