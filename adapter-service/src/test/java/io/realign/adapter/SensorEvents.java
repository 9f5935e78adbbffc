package io.realign.adapter;

import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Random events of four sensors with two separable classes. */
public final class SensorEvents {
    public static final List<String> LABELS = List.of("acetone", "ethanol");
    public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private SensorEvents() {}

    /** Labelled events of the source. */
    public static List<FeatureEvent> source(int count) {
        float[] noOffset = {0};
        boolean labelled = true;
        return events("source-1", count, 1, noOffset, labelled);
    }

    /** Unlabelled events of a domain; sensor {@code i} is shifted by {@code offsets[i % offsets.length]}. */
    public static List<FeatureEvent> target(String domain, int count, float... offsets) {
        boolean labelled = false;
        return events(domain, count, domain.hashCode(), offsets, labelled);
    }

    private static List<FeatureEvent> events(String domain, int count, long seed, float[] offsets, boolean labelled) {
        Random random = new Random(seed);
        List<FeatureEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int label = i % LABELS.size();
            float[] values = new float[4];
            for (int sensor = 0; sensor < values.length; sensor++) {
                float mean = (sensor % 2 == label) ? 3 : -3;
                values[sensor] = mean + offsets[sensor % offsets.length] + (float) random.nextGaussian();
            }
            events.add(new FeatureEvent(
                    domain + "-" + i,
                    domain,
                    START.plusSeconds(i),
                    Tensor.vector(values),
                    labelled ? Optional.of(LABELS.get(label)) : Optional.empty()));
        }
        return events;
    }
}
