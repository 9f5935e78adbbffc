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
    private static final double PAIR_NOISE = 0.05;

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

    /**
     * Distribution of the events.
     *
     * @param firstGap mean difference of the features of the first pair
     * @param secondGap mean difference of the features of the second pair
     * @param rightShare fraction of events of the class "right"
     * @param independentMean mean of the independent feature
     */
    record Shift(double firstGap, double secondGap, double rightShare, double independentMean) {
        static final Shift NO_SHIFT = new Shift(0, 0, 0.5, 0);

        static Shift firstPair(double gap) {
            return new Shift(gap, 0, 0.5, 0);
        }

        static Shift secondPair(double gap) {
            return new Shift(0, gap, 0.5, 0);
        }

        static Shift classShare(double share) {
            return new Shift(0, 0, share, 0);
        }

        static Shift independentFeature(double mean) {
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
        double classCentre = random.nextDouble() < shift.rightShare() ? 2 : -2;
        float[] features = {
            (float) first,
            (float) (first + PAIR_NOISE * random.nextGaussian() + shift.firstGap()),
            (float) (classCentre + 0.5 * random.nextGaussian()),
            (float) second,
            (float) (second + PAIR_NOISE * random.nextGaussian() + shift.secondGap()),
            (float) (random.nextGaussian() + shift.independentMean())
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
