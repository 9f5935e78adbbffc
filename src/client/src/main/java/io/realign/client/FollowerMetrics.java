package io.realign.client;

import io.realign.client.internal.FollowerCounters;
import java.time.Duration;
import java.util.Map;

/**
 * Counters of a {@link ModelFollower} since its creation. {@link MicrometerFollowerMetrics} registers them as meters.
 *
 * @param predictionsByModel scored events by release, for the newest {@value FollowerCounters#MAX_VERSIONS_PER_DOMAIN} versions
 *     of each domain
 * @param totalPredictions scored events of all releases
 * @param predictionTime total time of all calls of {@code predict}, including failed calls
 * @param swaps model swaps, including changes of the traffic share of a release
 * @param loadAttempts attempts to load a release
 * @param loadTime total time of these attempts
 * @param failedLoads releases that are invalid or failed to load; a release counts once
 * @param expiredReleases current number of serving releases that have expired, at most one for each domain and one for the base model
 * @param staleness see {@link ModelFollower#staleness()}
 * @param shadowPredictionsSent shadow predictions acknowledged by the broker
 * @param shadowPredictionsDropped shadow predictions that were not sent, because the queue was full or the broker unavailable
 */
public record FollowerMetrics(
        Map<ModelVersion, Long> predictionsByModel,
        long totalPredictions,
        Duration predictionTime,
        long swaps,
        long loadAttempts,
        Duration loadTime,
        long failedLoads,
        int expiredReleases,
        Duration staleness,
        long shadowPredictionsSent,
        long shadowPredictionsDropped) {
    public FollowerMetrics {
        predictionsByModel = Map.copyOf(predictionsByModel);
    }

    /** A release. The domain of the base model is {@link io.realign.model.ModelRelease#SHARED}. */
    public record ModelVersion(String domain, long version) {}
}
