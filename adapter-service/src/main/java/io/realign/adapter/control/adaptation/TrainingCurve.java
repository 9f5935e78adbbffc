package io.realign.adapter.control.adaptation;

import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How the training of one candidate went, at some of its steps.
 *
 * @param recipe what it was made by
 * @param steps the steps that are told of, from 1, growing; {@link #MAX_POINTS} or a few more
 * @param alpha the coefficient of the reversed gradient at each of them
 * @param losses by the name of the term, at each of them; terms that were not asked for are not there
 * @param domainAccuracy how often the domain head told source from target, 0 to 1, at each of them; -1 where nobody looked
 */
public record TrainingCurve(
        String recipe,
        List<Integer> steps,
        List<Double> alpha,
        Map<String, List<Double>> losses,
        List<Double> domainAccuracy) {
    static final int MAX_POINTS = 100;
    private static final double ROUNDING = 1e5;

    static TrainingCurve of(String recipe) {
        return new TrainingCurve(
                recipe, new ArrayList<>(), new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
    }

    /** Takes one of {@code all} steps in, or leaves it out. */
    void add(int step, int all, Losses now, double alphaNow) {
        int every = Math.max(1, all / MAX_POINTS);
        if (step % every != 0 && step != all) {
            return;
        }
        steps.add(step);
        alpha.add(rounded(alphaNow));
        for (Map.Entry<LossTerm, Double> loss : now.values().entrySet()) {
            String name = loss.getKey().name().toLowerCase(Locale.ROOT);
            losses.computeIfAbsent(name, any -> new ArrayList<>()).add(rounded(loss.getValue()));
        }
        domainAccuracy.add(Double.isNaN(now.domainAccuracy()) ? -1 : rounded(now.domainAccuracy()));
    }

    private static double rounded(double value) {
        return Math.round(ROUNDING * value) / ROUNDING;
    }
}
