package io.realign.rollout;

import java.time.Instant;
import java.util.List;

/**
 * Prediction of a release for an event.
 *
 * @param eventId id of the event
 * @param domain domain of the event
 * @param time event time
 * @param label most probable class
 * @param probabilities class probabilities in the order of the release's labels
 * @param modelDomain domain of the release, {@code *} for the base model
 * @param modelVersion version of the release
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

    /** Returns the highest class probability; 0 if there are no probabilities. */
    double confidence() {
        return probabilities.stream().mapToDouble(Float::doubleValue).max().orElse(0);
    }
}
