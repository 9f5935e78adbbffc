package io.realign.rollout;

import java.time.Instant;
import java.util.List;

/**
 * What a model said of an event.
 *
 * @param eventId the event
 * @param domain its domain
 * @param time its event time
 * @param label the class with the highest probability
 * @param probabilities one for each class, in the order of the release's labels
 * @param modelDomain the lineage of the model, {@code *} for the shared one
 * @param modelVersion the version of the model
 */
public record Prediction(
        String eventId,
        String domain,
        Instant time,
        String label,
        List<Float> probabilities,
        String modelDomain,
        long modelVersion) {
    public Prediction {
        probabilities = List.copyOf(probabilities);
    }

    /** How sure the model is: the highest of the probabilities, 0 if there are none. */
    double confidence() {
        return probabilities.stream().mapToDouble(Float::doubleValue).max().orElse(0);
    }
}
