package io.realign.jobs.drift;

import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A seeded stream of feature vectors with two pairs of nearly equal features, a bimodal feature that gives the class, and an
 * independent feature. A small gap within a pair is hard to detect in raw features and easy in their difference.
 */
final class PairedFeatureStream {
    static final List<String> LABELS = List.of("left", "right");
    static final int WIDTH = 6;
    private static final double WITHIN_PAIR = 0.05;

    private final Random random;
    private final String topic;
    private long count;

    private PairedFeatureStream(String topic, long seed) {
        this.topic = topic;
        this.random = new Random(seed);
    }

    static PairedFeatureStream source() {
        return new PairedFeatureStream("source.events", 1);
    }

    static PairedFeatureStream target(long seed) {
        return new PairedFeatureStream("target.events", seed);
    }

    /** A change of the distribution: the gap within each pair, the share of the class "right", the mean of the independent feature. */
    record Shift(double first, double second, double right, double alone) {
        static final Shift NO_SHIFT = new Shift(0, 0, 0.5, 0);

        static Shift first(double gap) {
            return new Shift(gap, 0, 0.5, 0);
        }

        static Shift second(double gap) {
            return new Shift(0, gap, 0.5, 0);
        }

        static Shift right(double share) {
            return new Shift(0, 0, share, 0);
        }

        static Shift alone(double mean) {
            return new Shift(0, 0, 0.5, mean);
        }
    }

    List<LocatedEvent> next(String domain, int events, Shift shift) {
        List<LocatedEvent> next = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            next.add(event(domain, shift));
        }
        return next;
    }

    private LocatedEvent event(String domain, Shift shift) {
        double first = random.nextGaussian();
        double second = random.nextGaussian();
        double side = random.nextDouble() < shift.right() ? 2 : -2;
        float[] features = {
            (float) first,
            (float) (first + WITHIN_PAIR * random.nextGaussian() + shift.first()),
            (float) (side + 0.5 * random.nextGaussian()),
            (float) second,
            (float) (second + WITHIN_PAIR * random.nextGaussian() + shift.second()),
            (float) (random.nextGaussian() + shift.alone())
        };
        FeatureEvent event = new FeatureEvent(
                domain + "-" + count,
                domain,
                GaussianEventStream.START.plusSeconds(count),
                Tensor.vector(features),
                Optional.empty());
        return new LocatedEvent(event, OffsetRange.of(topic, 0, count++));
    }
}
