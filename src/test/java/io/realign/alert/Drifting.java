package io.realign.alert;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** A seeded stream of Gaussian rows, one a second, whose mean can be moved. */
final class Drifting {
    static final int WIDTH = 8;

    private final Random random;
    private final String topic;
    private long offset;

    Drifting(String topic, long seed) {
        this.topic = topic;
        this.random = new Random(seed);
    }

    /** The next events, the mean of every feature at {@code mean}. */
    List<LocatedEvent> next(int count, double mean) {
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(mean));
        }
        return events;
    }

    private LocatedEvent event(double mean) {
        float[] row = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            row[i] = (float) (mean + random.nextGaussian());
        }
        FeatureEvent event = new FeatureEvent(
                "e" + offset, "oven", Instant.ofEpochSecond(offset), Tensor.vector(row), Optional.empty());
        return new LocatedEvent(event, OffsetRange.of(topic, 0, offset++));
    }
}
