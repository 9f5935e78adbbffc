package io.realign.adapter.control.adaptation;

import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Training curve of one candidate. All lists have one element per recorded step, and grow while the candidate is trained.
 *
 * @param recipe name of the candidate's recipe
 * @param steps recorded steps in ascending order, from 1; fewer than twice {@link #POINTS}
 * @param alpha coefficient of the reversed gradient
 * @param losses losses by lower-case name of the loss term; only terms in use
 * @param domainAccuracy accuracy of the domain head, 0 to 1; -1 if it was not evaluated
 */
public record TrainingCurve(
        String recipe,
        List<Integer> steps,
        List<Double> alpha,
        Map<String, List<Double>> losses,
        List<Double> domainAccuracy) {
    /** Approximate number of recorded steps; the recording interval is rounded down. */
    static final int POINTS = 100;

    private static final double NOT_EVALUATED = -1;
    private static final double ROUNDING = 1e5;

    static TrainingCurve of(String recipe) {
        return new TrainingCurve(
                recipe, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    }

    /** Records the step if it is the last one or a multiple of the recording interval. */
    void add(int step, int allSteps, Losses stepLosses, double stepAlpha) {
        int interval = Math.max(1, allSteps / POINTS);
        if (step % interval != 0 && step != allSteps) {
            return;
        }
        steps.add(step);
        alpha.add(rounded(stepAlpha));
        for (Map.Entry<LossTerm, Double> loss : stepLosses.values().entrySet()) {
            String name = loss.getKey().name().toLowerCase(Locale.ROOT);
            losses.computeIfAbsent(name, any -> new ArrayList<>()).add(rounded(loss.getValue()));
        }
        double accuracy = stepLosses.domainAccuracy();
        domainAccuracy.add(Double.isNaN(accuracy) ? NOT_EVALUATED : rounded(accuracy));
    }

    private static double rounded(double value) {
        return Math.round(ROUNDING * value) / ROUNDING;
    }
}
