package io.realign.client;

import java.time.Duration;
import java.util.Map;

/**
 * What a follower has done since it was made. Beside each part stands the name and kind that a Micrometer binding would give
 * it; a snapshot is cheap enough to be taken for each scrape.
 *
 * @param predictions {@code realign.predictions}, counters with the tags {@code domain} and {@code version}: events scored,
 *     by release. Of a domain's versions the newest {@value FollowerCounts#VERSIONS} are kept
 * @param predicting {@code realign.predictions.time}, counter in seconds: time that all threads spent in {@code predict}, also for
 *     events that were not scored
 * @param swaps {@code realign.swaps}, counter: how often a release began to score another share
 * @param failedLoads {@code realign.loads.failed}, counter: releases that were refused or could not be loaded, each told
 *     once, as on {@code rollouts}
 * @param staleness {@code realign.staleness}, gauge in seconds: see {@link ModelFollower#staleness()}
 * @param shadowsSent {@code realign.shadows} with the tag {@code result=sent}, counter: answers of a release that is being
 *     rolled out that the broker has taken
 * @param shadowsDropped {@code realign.shadows} with the tag {@code result=dropped}, counter: such answers that could not be
 *     sent in time
 */
public record FollowerMetrics(
        Map<Scorer, Long> predictions,
        Duration predicting,
        long swaps,
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
