package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.OffsetRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class SketchTest {
    private static final int WIDTH = 5;
    private static final FeatureMap MAP = FeatureMap.fit(GaussianRows.gaussian(200, WIDTH, 0, new Random(1)), 64, 1, 7);

    @RepeatedTest(10)
    void merge_isExactlyAssociativeAndCommutative(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        Sketch a = stretch(events(random.nextInt(20), random));
        Sketch b = stretch(events(random.nextInt(20), random));
        Sketch c = stretch(events(random.nextInt(20), random));

        assertThat(a.merge(b).merge(c)).isEqualTo(a.merge(b.merge(c)));
        assertThat(a.merge(b)).isEqualTo(b.merge(a));
        assertThat(a.merge(Sketch.empty(MAP))).isEqualTo(a);
    }

    @RepeatedTest(10)
    void merge_anySplit_givesSameSketch(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Sketch> events = events(60, random);
        int cut = random.nextInt(60);
        List<Sketch> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);

        Sketch split = stretch(events.subList(0, cut)).merge(stretch(events.subList(cut, 60)));

        assertThat(split).isEqualTo(stretch(events)).isEqualTo(stretch(shuffled));
    }

    @Test
    void merge_differentMaps_throws() {
        FeatureMap other = FeatureMap.fit(GaussianRows.gaussian(200, WIDTH, 0, new Random(1)), 64, 1, 8);

        assertThatThrownBy(() -> Sketch.empty(MAP).merge(Sketch.empty(other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected sketches of the same feature map, got ");
    }

    @Test
    void moments_giveMeanAndVarianceOfScaledFeatures() {
        Random random = new Random(3);
        float[][] rows = GaussianRows.gaussian(500, WIDTH, 1, random);
        Sketch sketch = Sketch.empty(MAP);
        double mean = 0;
        for (float[] row : rows) {
            sketch = sketch.merge(Sketch.of(MAP, Instant.EPOCH, row, OffsetRange.of("t", 0, 0)));
            mean += MAP.scaling().apply(row)[2] / 500;
        }

        assertThat(sketch.moments().mean(2, 500)).isCloseTo(mean, org.assertj.core.data.Offset.offset(0.01));
        assertThat(sketch.moments().variance(2, 500)).isBetween(0.7, 1.3);
    }

    private static Sketch stretch(List<Sketch> events) {
        return events.stream().reduce(Sketch.empty(MAP), Sketch::merge);
    }

    private static List<Sketch> events(int count, Random random) {
        List<Sketch> events = new ArrayList<>();
        for (float[] row : GaussianRows.gaussian(count, WIDTH, 0, random)) {
            Instant time = Instant.ofEpochMilli(random.nextInt(1000));
            events.add(Sketch.of(MAP, time, row, OffsetRange.of("t", random.nextInt(2), random.nextInt(500))));
        }
        return events;
    }
}
