package io.realign.client;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Micrometer meters of a follower. Requires the optional dependency {@code io.micrometer:micrometer-core}.
 *
 * <pre>{@code
 * var metrics = new MicrometerFollowerMetrics(registry, "billing-1");
 * var follower = new ModelFollower(settings, Clock.systemUTC(), metrics);
 * metrics.bind(follower);
 * }</pre>
 */
public final class MicrometerFollowerMetrics implements SwapListener {
    /** Limit of domains with a version gauge, each of which is a time series. */
    static final int MAX_DOMAINS = 1000;

    private final MeterRegistry registry;
    private final Tags consumer;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    /**
     * Creates the metrics without registering meters.
     *
     * @param consumer name of the consumer, used as a tag
     */
    public MicrometerFollowerMetrics(MeterRegistry registry, String consumer) {
        this.registry = registry;
        this.consumer = Tags.of("consumer", consumer);
    }

    @Override
    public void swapped(String domain, long version, int share) {
        if (versions.containsKey(domain)) {
            versions.put(domain, version);
        } else if (versions.size() < MAX_DOMAINS) {
            versions.put(domain, version);
            Gauge.builder("realign.rollout.version", () -> versions.get(domain))
                    .description("Newest version of a domain that scores events in this consumer")
                    .tags(consumer.and("domain", domain))
                    .register(registry);
        }
    }

    /** Registers meters for {@link ModelFollower#metrics()}. */
    public void bind(ModelFollower follower) {
        counter(follower, "realign.rollout.swaps", FollowerMetrics::swaps, "Changes of the traffic share of a release");
        counter(
                follower,
                "realign.rollout.loads.failed",
                FollowerMetrics::failedLoads,
                "Releases that are invalid or failed to load");
        shadowCounter(follower, "sent", FollowerMetrics::shadowPredictionsSent);
        shadowCounter(follower, "dropped", FollowerMetrics::shadowPredictionsDropped);
        timer(
                follower,
                "realign.rollout.load",
                FollowerMetrics::loadAttempts,
                FollowerMetrics::loadTime,
                "Time to fetch, verify and warm up a release");
        timer(
                follower,
                "realign.rollout.prediction",
                FollowerMetrics::totalPredictions,
                FollowerMetrics::predictionTime,
                "Time to score an event");
        TimeGauge.builder("realign.rollout.staleness", follower, TimeUnit.SECONDS, bound -> bound.staleness()
                        .toSeconds())
                .description("Time since the models topic was last read to its end")
                .tags(consumer)
                .register(registry);
    }

    private void timer(
            ModelFollower follower,
            String name,
            ToLongFunction<FollowerMetrics> count,
            Function<FollowerMetrics, Duration> time,
            String description) {
        FunctionTimer.builder(
                        name,
                        follower,
                        bound -> count.applyAsLong(bound.metrics()),
                        bound -> time.apply(bound.metrics()).toNanos(),
                        TimeUnit.NANOSECONDS)
                .description(description)
                .tags(consumer)
                .register(registry);
    }

    private void counter(
            ModelFollower follower, String name, ToLongFunction<FollowerMetrics> count, String description) {
        FunctionCounter.builder(name, follower, bound -> count.applyAsLong(bound.metrics()))
                .description(description)
                .tags(consumer)
                .register(registry);
    }

    private void shadowCounter(ModelFollower follower, String result, ToLongFunction<FollowerMetrics> count) {
        FunctionCounter.builder(
                        "realign.rollout.shadow.predictions", follower, bound -> count.applyAsLong(bound.metrics()))
                .description("Shadow predictions by delivery result")
                .tags(consumer.and("result", result))
                .register(registry);
    }
}
