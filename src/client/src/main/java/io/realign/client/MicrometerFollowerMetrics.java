package io.realign.client;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Tells Micrometer what a follower does. It wants {@code io.micrometer:micrometer-core} on the class path, which nothing else
 * here does.
 *
 * <pre>{@code
 * var meters = new FollowerMeters(registry, "billing-1");
 * var follower = new ModelFollower(settings, Clock.systemUTC(), meters);
 * meters.watch(follower);
 * }</pre>
 */
public final class MicrometerFollowerMetrics implements SwapListener {
    /** Domains whose version is shown; each is a series of its own. */
    static final int MAX_DOMAINS = 1000;

    private final MeterRegistry registry;
    private final Tags consumer;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();

    /**
     * Shows nothing yet.
     *
     * @param consumer its name, as in the settings of the follower
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
                    .description("Newest version of a domain that scores events here")
                    .tags(consumer.and("domain", domain))
                    .register(registry);
        }
    }

    /** Shows what {@link ModelFollower#metrics()} says, from now on. */
    public void bind(ModelFollower follower) {
        counter(follower, "realign.rollout.predictions", FollowerMetrics::totalPredictions, "Events scored");
        counter(
                follower,
                "realign.rollout.swaps",
                FollowerMetrics::swaps,
                "Times a release began to score another share");
        counter(
                follower,
                "realign.rollout.loads.failed",
                FollowerMetrics::failedLoads,
                "Releases that were refused or could not be loaded");
        shadowCounter(follower, "sent", FollowerMetrics::shadowPredictionsSent);
        shadowCounter(follower, "dropped", FollowerMetrics::shadowPredictionsDropped);
        FunctionTimer.builder(
                        "realign.rollout.loading",
                        follower,
                        one -> one.metrics().loadAttempts(),
                        one -> one.metrics().loadTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Fetching a release, verifying it and warming it up")
                .tags(consumer)
                .register(registry);
        FunctionCounter.builder(
                        "realign.rollout.predicting",
                        follower,
                        one -> (double) one.metrics().predictionTime().toNanos() / TimeUnit.SECONDS.toNanos(1))
                .baseUnit("seconds")
                .description("Time that all threads spent in predict")
                .tags(consumer)
                .register(registry);
        TimeGauge.builder("realign.rollout.staleness", follower, TimeUnit.SECONDS, one -> one.staleness()
                        .toSeconds())
                .description("How long ago models was last read to its end")
                .tags(consumer)
                .register(registry);
    }

    private void counter(
            ModelFollower follower, String name, ToLongFunction<FollowerMetrics> count, String description) {
        FunctionCounter.builder(name, follower, one -> count.applyAsLong(one.metrics()))
                .description(description)
                .tags(consumer)
                .register(registry);
    }

    private void shadowCounter(ModelFollower follower, String result, ToLongFunction<FollowerMetrics> count) {
        FunctionCounter.builder("realign.rollout.shadows", follower, one -> count.applyAsLong(one.metrics()))
                .description("Answers of a release that is being rolled out, beside those that count")
                .tags(consumer.and("result", result))
                .register(registry);
    }
}
