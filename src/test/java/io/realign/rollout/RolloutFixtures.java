package io.realign.rollout;

import io.realign.adaptation.gate.PredictionChange;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.testing.ReleaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Releases of a domain with two classes and predictions for its events. */
final class RolloutFixtures {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private RolloutFixtures() {}

    static ModelRelease second(TrafficSplit traffic) {
        return second(PredictionChange.NONE, traffic);
    }

    /** @param change change on the acceptance window of the second release */
    static ModelRelease second(PredictionChange change, TrafficSplit traffic) {
        return release(2, "alert").replacing(release(1, ""), change, traffic);
    }

    private static ModelRelease release(long version, String alertId) {
        List<Artifact> artifacts = List.of(new Artifact(Artifact.Kind.INFERENCE, "%064d".formatted(version), 1));
        return new ReleaseBuilder("oven", version)
                .alert(alertId)
                .labels(List.of("gas", "air"))
                .artifacts(artifacts)
                .createdAt(START)
                .expiresAt(START.plus(Duration.ofDays(1)))
                .build();
    }

    /** @param gas probability of the first of two classes */
    static Prediction prediction(String domain, long version, double gas) {
        List<Float> probabilities = List.of((float) gas, (float) (1 - gas));
        return new Prediction("e", domain, START, gas > .5 ? "gas" : "air", probabilities, "oven", version);
    }

    static ShadowPrediction comparison(String domain, double served, double shadow) {
        return new ShadowPrediction(prediction(domain, 1, served), prediction(domain, 2, shadow));
    }

    static RolloutStatus status(String consumer, long version, RolloutStatus.State state) {
        return new RolloutStatus(consumer, "oven", version, state, 0, state.name(), false, START);
    }

    /** A failed consumer that retries. */
    static RolloutStatus retrying(String consumer, long version) {
        return new RolloutStatus(consumer, "oven", version, RolloutStatus.State.FAILED, 0, "no answer", true, START);
    }
}
