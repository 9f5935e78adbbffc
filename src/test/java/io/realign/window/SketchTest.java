package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.OffsetRange;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SketchTest {
    private static final int FEATURES = 32;
    private static final RandomFeatures MAP = new RandomFeatures(3, FEATURES, 2, 1);
    private static final Sketch EMPTY = Sketch.empty(FEATURES);

    @RepeatedTest(20)
    void merge_isACommutativeMonoid_toTheLastBit(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Sketch a = sum(events(random, 0, random.nextInt(20)));
        Sketch b = sum(events(random, 100, random.nextInt(20)));
        Sketch c = sum(events(random, 120, random.nextInt(20)));

        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(EMPTY)).isEqualTo(a);
        assertThat(EMPTY.merge(a)).isEqualTo(a);
    }

    @RepeatedTest(20)
    void sketch_doesNotDependOnHowItsStretchWasSplit(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Sketch> events = events(random, 0, 50);
        int cut = random.nextInt(events.size());
        int later = cut + random.nextInt(events.size() - cut);

        Sketch split = sum(events.subList(later, 50))
                .merge(sum(events.subList(0, cut)))
                .merge(sum(events.subList(cut, later)));

        assertThat(split).isEqualTo(sum(events));
        assertThat(split.count()).isEqualTo(50);
        assertThat(split.offsets()).containsExactly(new OffsetRange("t", 0, 0, 50));
    }

    @Test
    void merge_refusesSketchesOfAnotherLength() {
        assertThatThrownBy(() -> EMPTY.merge(Sketch.empty(FEATURES / 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32")
                .hasMessageContaining("16");
    }

    private static List<Sketch> events(Random random, long from, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Sketch.of(
                        Instant.ofEpochMilli(random.nextInt(10_000)),
                        MAP.map(new float[] {random.nextFloat(), random.nextFloat(), random.nextFloat()}),
                        OffsetRange.of("t", 0, from + i)))
                .toList();
    }

    private static Sketch sum(List<Sketch> events) {
        return events.stream().reduce(EMPTY, Sketch::merge);
    }
}
