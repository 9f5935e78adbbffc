package io.realign.client;

import io.realign.client.internal.FollowerCounters;
import java.time.Duration;
import java.util.Map;

/**
 * What a follower has done since it was made. {@link MicrometerFollowerMetrics} tells Micrometer the same; a snapshot is cheap enough to
 * be taken for each scrape.
 *
 * @param predictionsByModel events scored, by release. Of a domain's versions the newest {@value FollowerCounters#MAX_VERSIONS_PER_DOMAIN} are kept
 * @param totalPredictions events scored, by all releases together
 * @param predictionTime time that all threads spent in {@code predict}, also for events that were not scored
 * @param swaps how often a release began to score another share
 * @param loadAttempts attempts to fetch a release, verify it and warm it up
 * @param loadTime time spent on them
 * @param failedLoads releases that were refused or could not be loaded, each told once, as on {@code rollouts}
 * @param staleness see {@link ModelFollower#staleness()}
 * @param shadowPredictionsSent answers of a release that is being rolled out that the broker has taken
 * @param shadowPredictionsDropped such answers that could not be sent in time
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
     * A release that scores.
     *
     * @param domain its domain, {@link io.realign.model.ModelRelease#SHARED} for the shared one
     * @param version its version
     */
    public record ModelVersion(String domain, long version) {}
}
