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
 * Micrometer meters of a {@link ModelFollower}. Requires the optional dependency {@code io.micrometer:micrometer-core}.
 *
 * <pre>{@code
 * var metrics = new MicrometerFollowerMetrics(registry, "billing-1");
 * var follower = new ModelFollower(settings, Clock.systemUTC(), metrics);
 * metrics.bind(follower);
 * }</pre>
 */
public final class MicrometerFollowerMetrics implements SwapListener {
    /** Maximum number of domains with a version gauge; each gauge is a separate time series. */
    static final int MAX_DOMAINS = 1000;

    private final MeterRegistry registry;
    private final Tags consumer;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    /** @param consumer name of the consumer, which is a tag of all meters */
    public MicrometerFollowerMetrics(MeterRegistry registry, String consumer) {
        this.registry = registry;
        this.consumer = Tags.of("consumer", consumer);
    }

    @Override
    public void swapped(ModelSwap swap) {
        String domain = swap.domain();
        if (versions.containsKey(domain)) {
            versions.put(domain, swap.version());
        } else if (versions.size() < MAX_DOMAINS) {
            versions.put(domain, swap.version());
            Gauge.builder("realign.rollout.version", () -> versions.get(domain))
                    .description("Newest model version that scores events of the domain in this consumer")
                    .tags(consumer.and("domain", domain))
                    .register(registry);
        }
    }

    /** Registers meters for {@link ModelFollower#metrics()}. */
    public void bind(ModelFollower follower) {
        counter(
                follower,
                "realign.rollout.swaps",
                consumer,
                FollowerMetrics::swaps,
                "Model swaps, including changes of the traffic share of a release");
        counter(
                follower,
                "realign.rollout.loads.failed",
                consumer,
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
        Gauge.builder("realign.rollout.releases.expired", follower, bound -> bound.metrics()
                        .expiredReleases())
                .description("Domains whose serving release has expired")
                .tags(consumer)
                .register(registry);
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

    private void shadowCounter(ModelFollower follower, String result, ToLongFunction<FollowerMetrics> count) {
        counter(
                follower,
                "realign.rollout.shadow.predictions",
                consumer.and("result", result),
                count,
                "Shadow predictions by delivery result");
    }

    private void counter(
            ModelFollower follower, String name, Tags tags, ToLongFunction<FollowerMetrics> count, String description) {
        FunctionCounter.builder(name, follower, bound -> count.applyAsLong(bound.metrics()))
                .description(description)
                .tags(tags)
                .register(registry);
    }
}
