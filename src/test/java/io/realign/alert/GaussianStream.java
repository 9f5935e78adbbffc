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

/** A seeded stream of Gaussian rows, one per second, with a shifted mean on request. */
final class GaussianStream {
    static final int WIDTH = 6;
    static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    private final Random random;
    private final double memory;
    private final float[] last = new float[WIDTH];
    private long offset;

    GaussianStream(long seed) {
        this(seed, 0);
    }

    /** @param memory autoregression coefficient, below 1 */
    GaussianStream(long seed, double memory) {
        this.random = new Random(seed);
        this.memory = memory;
    }

    float[] row(double mean) {
        float[] row = new float[WIDTH];
        for (int i = 0; i < WIDTH; i++) {
            last[i] = (float) (memory * last[i] + Math.sqrt(1 - memory * memory) * random.nextGaussian());
            row[i] = (float) (last[i] + mean);
        }
        return row;
    }

    LocatedEvent event(float[] row) {
        FeatureEvent event =
                new FeatureEvent("e" + offset, "oven", START.plusSeconds(offset), Tensor.vector(row), Optional.empty());
        return new LocatedEvent(event, OffsetRange.of("target.events", 0, offset++));
    }

    List<LocatedEvent> events(int count, double mean) {
        List<LocatedEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(event(row(mean)));
        }
        return events;
    }
}
