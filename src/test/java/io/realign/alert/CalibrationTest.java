package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.event.LocatedEvent;
import io.realign.window.Mmd;
import io.realign.window.Sketch;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final int WINDOW = 64;

    /** Twenty sources, because one finite source has an error of its own that all its windows share. */
    @Test
    void windowsWithoutDrift_areOverTheThreshold_aboutAsOftenAsStated() {
        double stated = 0.05;

        double share = IntStream.range(0, 20)
                .mapToDouble(seed -> shareOver(seed, stated))
                .average()
                .orElseThrow();

        assertThat(share).isBetween(0.03, 0.08);
    }

    @Test
    void threshold_followsFromTheSeed() {
        List<LocatedEvent> source = new Drifting("source", 1).next(300, 0);

        assertThat(baseline(source, 1e-4).threshold())
                .isEqualTo(baseline(source, 1e-4).threshold());
    }

    @Test
    void threshold_grows_whenTheRegimeIsWiderThanTheSource() {
        Threshold threshold = new Threshold(WINDOW, 2, 0.5);
        Sketch everyEventDifferent = sketch(new int[] {2048, 0}, new int[] {0, 2048});
        Sketch everyEventTheSame = sketch(new int[] {2048, 0}, new int[] {2048, 0});

        assertThat(threshold.against(everyEventDifferent)).isEqualTo(4);
        assertThat(threshold.against(everyEventTheSame)).isEqualTo(2);
    }

    @Test
    void source_isRefused_whenItIsTooShort() {
        assertThatThrownBy(() -> baseline(new Drifting("source", 1).next(95, 0), 1e-4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 96")
                .hasMessageContaining("got 95");
    }

    private static double shareOver(long seed, double probability) {
        Drifting stream = new Drifting("source", seed);
        Baseline baseline = baseline(stream.next(600, 0), probability);
        int windows = 50;
        long over = IntStream.range(0, windows)
                .mapToObj(i -> stream.next(WINDOW, 0))
                .map(events -> events.stream()
                        .map(located -> baseline.sketch(located, located.at()))
                        .reduce(Sketch.empty(64), Sketch::merge))
                .filter(window -> Mmd.statistic(window, baseline.source().sketch())
                        > baseline.threshold().value())
                .count();
        return (double) over / windows;
    }

    private static Baseline baseline(List<LocatedEvent> source, double probability) {
        return Baseline.of(source, 64, new Calibration(WINDOW, probability, 3), 3);
    }

    private static Sketch sketch(int[] one, int[] other) {
        return new Sketch(1, Instant.EPOCH, Instant.EPOCH, one, List.of())
                .merge(new Sketch(1, Instant.EPOCH, Instant.EPOCH, other, List.of()));
    }
}
