package io.realign.client;

import io.realign.client.FollowerMetrics.Scorer;
import io.realign.rollout.Prediction;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts that many threads add to and that are rarely read. */
final class FollowerCounts {
    /** Every release makes a counter, and a program may run for years. */
    static final int VERSIONS = 100;

    private final Map<Scorer, LongAdder> predictions = new ConcurrentHashMap<>();
    private final LongAdder forgotten = new LongAdder();
    private final LongAdder nanos = new LongAdder();
    private final LongAdder swaps = new LongAdder();
    private final LongAdder failedLoads = new LongAdder();
    private final LongAdder shadowsSent = new LongAdder();
    private final LongAdder shadowsDropped = new LongAdder();

    /** By the release's domain: those of events come from outside, and there is no end to them. */
    void predicted(Prediction prediction) {
        predictions
                .computeIfAbsent(
                        new Scorer(prediction.modelDomain(), prediction.modelVersion()), scorer -> new LongAdder())
                .increment();
    }

    void spent(long more) {
        nanos.add(more);
    }

    void swapped(String domain, long version) {
        swaps.increment();
        predictions.entrySet().removeIf(counted -> {
            Scorer scorer = counted.getKey();
            boolean old = scorer.domain().equals(domain) && scorer.version() <= version - VERSIONS;
            if (old) {
                forgotten.add(counted.getValue().sum());
            }
            return old;
        });
    }

    void failed() {
        failedLoads.increment();
    }

    void shadowSent() {
        shadowsSent.increment();
    }

    void shadowDropped() {
        shadowsDropped.increment();
    }

    FollowerMetrics snapshot(BackgroundLoader.Effort effort, Duration staleness) {
        Map<Scorer, Long> counted = new HashMap<>();
        predictions.forEach((scorer, count) -> counted.put(scorer, count.sum()));
        return new FollowerMetrics(
                counted,
                forgotten.sum()
                        + counted.values().stream().mapToLong(Long::longValue).sum(),
                Duration.ofNanos(nanos.sum()),
                swaps.sum(),
                effort.attempts(),
                effort.time(),
                failedLoads.sum(),
                staleness,
                shadowsSent.sum(),
                shadowsDropped.sum());
    }
}
