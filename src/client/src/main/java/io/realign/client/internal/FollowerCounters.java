package io.realign.client.internal;

import io.realign.client.FollowerMetrics;
import io.realign.client.FollowerMetrics.ModelVersion;
import io.realign.rollout.Prediction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counters for {@link FollowerMetrics}, optimized for frequent concurrent updates. */
public final class FollowerCounters {
    /** Maximum number of versions of a domain with a counter, since the number of releases is unbounded. */
    public static final int MAX_VERSIONS_PER_DOMAIN = 100;

    private final Map<ModelVersion, LongAdder> predictions = new ConcurrentHashMap<>();
    private final LongAdder evictedPredictions = new LongAdder();
    private final LongAdder predictionNanos = new LongAdder();
    private final LongAdder swaps = new LongAdder();
    private final LongAdder failedLoads = new LongAdder();
    private final LongAdder shadowsSent = new LongAdder();
    private final LongAdder shadowsDropped = new LongAdder();

    /** Counts by the domain of the release, not of the event: the base model scores an unbounded number of event domains. */
    public void countPrediction(Prediction prediction) {
        predictions
                .computeIfAbsent(
                        new ModelVersion(prediction.modelDomain(), prediction.modelVersion()), key -> new LongAdder())
                .increment();
    }

    public void addPredictionTime(long nanos) {
        predictionNanos.add(nanos);
    }

    public void countSwap(String domain, long version) {
        swaps.increment();
        predictions.entrySet().removeIf(counted -> {
            ModelVersion model = counted.getKey();
            boolean old = model.domain().equals(domain) && model.version() <= version - MAX_VERSIONS_PER_DOMAIN;
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

    public FollowerMetrics snapshot(BackgroundLoader.LoadStatistics loads, int expiredReleases, Duration staleness) {
        Map<ModelVersion, Long> counted = new HashMap<>();
        predictions.forEach((model, count) -> counted.put(model, count.sum()));
        return new FollowerMetrics(
                counted,
                evictedPredictions.sum()
                        + counted.values().stream().mapToLong(Long::longValue).sum(),
                Duration.ofNanos(predictionNanos.sum()),
                swaps.sum(),
                loads.attempts(),
                loads.totalTime(),
                failedLoads.sum(),
                expiredReleases,
                staleness,
                shadowsSent.sum(),
                shadowsDropped.sum());
    }
}
