package io.realign.client.internal;

import io.realign.client.FollowerMetrics;
import io.realign.client.FollowerMetrics.ModelVersion;
import io.realign.rollout.Prediction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts that many threads add to and that are rarely read. */
public final class FollowerCounters {
    /** Every release makes a counter, and a program may run for years. */
    public static final int MAX_VERSIONS_PER_DOMAIN = 100;

    private final Map<ModelVersion, LongAdder> predictions = new ConcurrentHashMap<>();
    private final LongAdder evictedPredictions = new LongAdder();
    private final LongAdder predictionNanos = new LongAdder();
    private final LongAdder swaps = new LongAdder();
    private final LongAdder failedLoads = new LongAdder();
    private final LongAdder shadowsSent = new LongAdder();
    private final LongAdder shadowsDropped = new LongAdder();

    /** By the release's domain: those of events come from outside, and there is no end to them. */
    public void countPrediction(Prediction prediction) {
        predictions
                .computeIfAbsent(
                        new ModelVersion(prediction.modelDomain(), prediction.modelVersion()),
                        scorer -> new LongAdder())
                .increment();
    }

    public void addPredictionTime(long more) {
        predictionNanos.add(more);
    }

    public void countSwap(String domain, long version) {
        swaps.increment();
        predictions.entrySet().removeIf(counted -> {
            ModelVersion scorer = counted.getKey();
            boolean old = scorer.domain().equals(domain) && scorer.version() <= version - MAX_VERSIONS_PER_DOMAIN;
            if (old) {
                evictedPredictions.add(counted.getValue().sum());
            }
            return old;
        });
    }

    public void countFailedLoad() {
        failedLoads.increment();
    }

    void countShadowSent() {
        shadowsSent.increment();
    }

    void countShadowDropped() {
        shadowsDropped.increment();
    }

    public FollowerMetrics snapshot(BackgroundLoader.LoadStatistics effort, Duration staleness) {
        Map<ModelVersion, Long> counted = new HashMap<>();
        predictions.forEach((scorer, count) -> counted.put(scorer, count.sum()));
        return new FollowerMetrics(
                counted,
                evictedPredictions.sum()
                        + counted.values().stream().mapToLong(Long::longValue).sum(),
                Duration.ofNanos(predictionNanos.sum()),
                swaps.sum(),
                effort.attempts(),
                effort.totalTime(),
                failedLoads.sum(),
                staleness,
                shadowsSent.sum(),
                shadowsDropped.sum());
    }
}
