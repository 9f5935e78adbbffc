package io.realign.client;

import java.time.Duration;
import java.util.Map;

/**
 * What a follower has done since it was made. {@link FollowerMeters} tells Micrometer the same; a snapshot is cheap enough to
 * be taken for each scrape.
 *
 * @param predictions events scored, by release. Of a domain's versions the newest {@value FollowerCounts#VERSIONS} are kept
 * @param scored events scored, by all releases together
 * @param predicting time that all threads spent in {@code predict}, also for events that were not scored
 * @param swaps how often a release began to score another share
 * @param loads attempts to fetch a release, verify it and warm it up
 * @param loading time spent on them
 * @param failedLoads releases that were refused or could not be loaded, each told once, as on {@code rollouts}
 * @param staleness see {@link ModelFollower#staleness()}
 * @param shadowsSent answers of a release that is being rolled out that the broker has taken
 * @param shadowsDropped such answers that could not be sent in time
 */
public record FollowerMetrics(
        Map<Scorer, Long> predictions,
        long scored,
        Duration predicting,
        long swaps,
        long loads,
        Duration loading,
        long failedLoads,
        Duration staleness,
        long shadowsSent,
        long shadowsDropped) {
    public FollowerMetrics {
        predictions = Map.copyOf(predictions);
    }

    /**
     * A release that scores.
     *
     * @param domain its domain, {@link io.realign.model.ModelRelease#SHARED} for the shared one
     * @param version its version
     */
    public record Scorer(String domain, long version) {}
}
