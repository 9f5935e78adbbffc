package io.realign.jobs.drift;

import io.realign.alert.Channel;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import io.realign.jobs.runtime.ModelLoaderSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/** A seeded stream of Gaussian feature vectors, one per second, with an adjustable mean. */
final class GaussianEventStream {
    static final int WIDTH = 6;
    static final int WINDOW = 64;
    static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final Random random;
    private final String topic;
    private final Optional<String> label;
    private long count;

    private GaussianEventStream(String topic, Optional<String> label, long seed) {
        this.topic = topic;
        this.label = label;
        this.random = new Random(seed);
    }

    static GaussianEventStream source(long seed) {
        return new GaussianEventStream("source.events", Optional.of("gas"), seed);
    }

    static GaussianEventStream target(long seed) {
        return new GaussianEventStream("target.events", Optional.empty(), seed);
    }

    static DriftSettings settings() {
        return new DriftSettings(
                WINDOW,
                128,
                1,
                100_000,
                Duration.ofDays(1),
                200,
                300,
                1.2,
                Duration.ofSeconds(2),
                7,
                ChannelConfig.RAW_ONLY,
                new TimeOrder.Unknown());
    }

    /** {@link #settings} with other channels. */
    static DriftSettings withChannels(
            Set<Channel> channels, ModelLoaderSettings loaderSettings, EventContract contract) {
        DriftSettings raw = settings();
        return new DriftSettings(
                raw.window(),
                raw.randomFeatures(),
                raw.falseAlarmsPerDay(),
                raw.eventsPerDay(),
                raw.domainTtl(),
                raw.sourceMinEvents(),
                raw.sourceMaxEvents(),
                raw.sourceGrowth(),
                raw.sourceQuietPeriod(),
                raw.seed(),
                ChannelConfig.of(channels, Optional.of(loaderSettings), contract),
                new TimeOrder.Unknown());
    }

    /** {@link #settings} with another number of source events and another time order. */
    static DriftSettings withTimeOrder(int sourceMaxEvents, TimeOrder timeOrder) {
        DriftSettings settings = settings();
        return new DriftSettings(
                settings.window(),
                settings.randomFeatures(),
                settings.falseAlarmsPerDay(),
                settings.eventsPerDay(),
                settings.domainTtl(),
                settings.sourceMinEvents(),
                sourceMaxEvents,
                settings.sourceGrowth(),
                settings.sourceQuietPeriod(),
                settings.seed(),
                settings.channelConfig(),
                timeOrder);
    }

    /** Generates the next events of a domain. Every feature has the given mean and the standard deviation 1. */
    List<LocatedEvent> next(String domain, int events, double mean) {
        return IntStream.range(0, events).mapToObj(i -> event(domain, mean)).toList();
    }

    private LocatedEvent event(String domain, double mean) {
        float[] features = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            features[i] = (float) (mean + random.nextGaussian());
        }
        FeatureEvent event = new FeatureEvent(
                domain + "-" + count, domain, START.plusSeconds(count), Tensor.vector(features), label);
        return new LocatedEvent(event, OffsetRange.of(topic, 0, count++));
    }
}
