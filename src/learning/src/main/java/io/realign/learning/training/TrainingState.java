package io.realign.learning.training;

import io.realign.adaptation.alpha.AlphaState;
import io.realign.learning.loss.LossTerm;
import io.realign.learning.loss.Losses;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a course stands between two steps: what the next one depends on besides the network, and what is told of the steps
 * so far.
 *
 * @param alpha the state of the last step
 * @param losses those of the last step
 * @param alphaCurve the coefficient of the reversed gradient at each step so far
 */
record TrainingState(AlphaState alpha, Losses losses, List<Double> alphaCurve) {
    /** Before the first step. */
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

    /** All but the curve. */
    Map<String, String> toMap() {
        Map<String, String> texts = new TreeMap<>();
        texts.put(ALPHA, Double.toString(alpha.alpha()));
        texts.put(PROPOSED, Double.toString(alpha.proposed()));
        texts.put(DAMPING, Double.toString(alpha.damping()));
        texts.put(SUSPICIOUS_STEPS, Integer.toString(alpha.suspiciousSteps()));
        texts.put(DRIFT_AT_START, Double.toString(alpha.driftAtStart()));
        texts.put(DRIFT, Double.toString(alpha.drift()));
        texts.put(DOMAIN_ACCURACY, Double.toString(losses.domainAccuracy()));
        losses.values().forEach((term, value) -> texts.put(LOSS + term.name(), Double.toString(value)));
        return texts;
    }

    /**
     * Reads what {@link #toMap} wrote.
     *
     * @throws IllegalArgumentException if something is missing or no number
     */
    static TrainingState fromMap(Map<String, String> texts, List<Double> curve) {
        AlphaState alpha = new AlphaState(
                number(texts, ALPHA),
                number(texts, PROPOSED),
                number(texts, DAMPING),
                (int) number(texts, SUSPICIOUS_STEPS),
                number(texts, DRIFT_AT_START),
                number(texts, DRIFT));
        Map<LossTerm, Double> values = new EnumMap<>(LossTerm.class);
        for (LossTerm term : LossTerm.values()) {
            if (texts.containsKey(LOSS + term.name())) {
                values.put(term, number(texts, LOSS + term.name()));
            }
        }
        return new TrainingState(alpha, new Losses(values, number(texts, DOMAIN_ACCURACY)), curve);
    }

    private static double number(Map<String, String> texts, String name) {
        String text = texts.get(name);
        if (text == null) {
            throw new IllegalArgumentException("position: expected '%s', got %s".formatted(name, texts.keySet()));
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("position, %s: expected a number, got '%s'".formatted(name, text), e);
        }
    }
}
