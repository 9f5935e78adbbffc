package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TrafficSplitTest {
    private static final int EVENTS = 200_000;

    static Stream<List<String>> ids() {
        Random random = new Random(5);
        return Stream.of(
                IntStream.range(0, EVENTS).mapToObj(i -> "oven-3-" + i).toList(),
                IntStream.range(0, EVENTS)
                        .mapToObj(i -> new UUID(random.nextLong(), random.nextLong()).toString())
                        .toList());
    }

    /** Expected values from Python: zlib.crc32(id.encode()) % 1000. */
    @Test
    void bucket_matchesPythonCrc32() {
        assertThat(TrafficSplit.bucket("e-1")).isEqualTo(396);
        assertThat(TrafficSplit.bucket("B\u00e4ckerei-17")).isEqualTo(140);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void trafficShare_matchesServedEvents(List<String> ids) {
        for (int share : new int[] {10, 100, 500, 990}) {
            double p = share / (double) TrafficSplit.FULL;
            long served = ids.stream().filter(at(share, 0)::serves).count();
            assertThat((double) served).isBetween(EVENTS * p - spread(p), EVENTS * p + spread(p));
        }
    }

    @ParameterizedTest
    @MethodSource("ids")
    void largerShare_containsSmallerShare(List<String> ids) {
        assertThat(ids.stream().filter(at(100, 0)::serves)).allMatch(at(250, 0)::serves);
    }

    @ParameterizedTest
    @MethodSource("ids")
    void event_isNeverServedAndShadowed(List<String> ids) {
        TrafficSplit exposure = at(250, 500);
        assertThat(ids).noneMatch(id -> exposure.serves(id) && exposure.shadows(id));
        double neither = ids.stream()
                .filter(id -> !exposure.serves(id) && !exposure.shadows(id))
                .count();
        assertThat(neither).isBetween(EVENTS * .25 - spread(.25), EVENTS * .25 + spread(.25));
    }

    @Test
    void sharesBeyondAllEvents_throw() {
        assertThatThrownBy(() -> at(600, 500)).hasMessageContaining("got step 0, trafficShare 600, shadowShare 500");
    }

    /** 4.5 standard deviations of a binomial count. */
    private static double spread(double p) {
        return 4.5 * Math.sqrt(EVENTS * p * (1 - p));
    }

    private static TrafficSplit at(int share, int shadow) {
        return new TrafficSplit(0, share, shadow, false, Instant.EPOCH, "");
    }
}
