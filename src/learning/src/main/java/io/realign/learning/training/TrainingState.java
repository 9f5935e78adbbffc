package io.realign.learning.training;

import io.realign.adaptation.alpha.AlphaState;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The state of a training run between two steps, apart from the network.
 *
 * @param losses losses of the last step
 * @param alphaCurve alpha at each step so far
 */
record TrainingState(AlphaState alpha, Losses losses, List<Double> alphaCurve) {
    static final TrainingState START = new TrainingState(AlphaState.START, new Losses(Map.of(), .5), List.of());

    private static final String ALPHA = "alpha";
    private static final String PROPOSED = "alpha-proposed";
    private static final String DAMPING = "alpha-damping";
    private static final String SUSPICIOUS_STEPS = "alpha-suspicious-steps";
    private static final String DRIFT_AT_START = "alpha-drift-at-start";
    private static final String DRIFT = "alpha-drift";
    private static final String DOMAIN_ACCURACY = "domain-accuracy";
    private static final String LOSS = "loss-";

    TrainingState {
        alphaCurve = List.copyOf(alphaCurve);
    }

    /** Returns everything except the alpha curve. */
    Map<String, String> toMap() {
        Map<String, String> entries = new TreeMap<>();
        entries.put(ALPHA, Double.toString(alpha.alpha()));
        entries.put(PROPOSED, Double.toString(alpha.proposed()));
        entries.put(DAMPING, Double.toString(alpha.damping()));
        entries.put(SUSPICIOUS_STEPS, Integer.toString(alpha.suspiciousSteps()));
        entries.put(DRIFT_AT_START, Double.toString(alpha.driftAtStart()));
        entries.put(DRIFT, Double.toString(alpha.drift()));
        entries.put(DOMAIN_ACCURACY, Double.toString(losses.domainAccuracy()));
        losses.values().forEach((term, value) -> entries.put(LOSS + term.name(), Double.toString(value)));
        return entries;
    }

    /**
     * The inverse of {@link #toMap}.
     *
     * @throws IllegalArgumentException if an entry is missing or not a number
     */
    static TrainingState fromMap(Map<String, String> entries, List<Double> alphaCurve) {
        AlphaState alpha = new AlphaState(
                number(entries, ALPHA),
                number(entries, PROPOSED),
                number(entries, DAMPING),
                (int) number(entries, SUSPICIOUS_STEPS),
                number(entries, DRIFT_AT_START),
                number(entries, DRIFT));
        Map<LossTerm, Double> values = new EnumMap<>(LossTerm.class);
        for (LossTerm term : LossTerm.values()) {
            if (entries.containsKey(LOSS + term.name())) {
                values.put(term, number(entries, LOSS + term.name()));
            }
        }
        return new TrainingState(alpha, new Losses(values, number(entries, DOMAIN_ACCURACY)), alphaCurve);
    }

    private static double number(Map<String, String> entries, String name) {
        String text = entries.getOrDefault(name, "no entry");
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "training state, %s: expected a number, got '%s'".formatted(name, text), e);
        }
    }
}
