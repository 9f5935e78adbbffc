package io.realign.client;

import io.realign.client.internal.FollowerCounters;
import java.time.Duration;
import java.util.Map;

/**
 * A snapshot of the counters of a follower since its creation. {@link MicrometerFollowerMetrics} registers them as meters.
 *
 * @param predictionsByModel scored events by release, for the newest {@value FollowerCounters#MAX_VERSIONS_PER_DOMAIN} versions
 *     of a domain
 * @param totalPredictions scored events of all releases
 * @param predictionTime time spent in {@code predict} by all threads, including events that were not scored
 * @param swaps changes of the traffic share of a release
 * @param loadAttempts attempts to load a release
 * @param loadTime time spent in these attempts
 * @param failedLoads releases that are invalid or failed to load, each counted once
 * @param staleness see {@link ModelFollower#staleness()}
 * @param shadowPredictionsSent shadow predictions acknowledged by the broker
 * @param shadowPredictionsDropped shadow predictions that could not be sent in time
 */
public record FollowerMetrics(
        Map<ModelVersion, Long> predictionsByModel,
        long totalPredictions,
        Duration predictionTime,
        long swaps,
        long loadAttempts,
        Duration loadTime,
        long failedLoads,
        Duration staleness,
        long shadowPredictionsSent,
        long shadowPredictionsDropped) {
    public FollowerMetrics {
        predictionsByModel = Map.copyOf(predictionsByModel);
    }

    /**
     * A release.
     *
     * @param domain domain of the release, {@link io.realign.model.ModelRelease#SHARED} for the shared one
     * @param version version of the release
     */
    public record ModelVersion(String domain, long version) {}
}
