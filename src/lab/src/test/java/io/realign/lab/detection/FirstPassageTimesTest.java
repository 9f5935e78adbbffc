package io.realign.lab.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.lab.detector.OnlineDetector;
import io.realign.lab.detector.RandomBaseline;
import org.junit.jupiter.api.Test;

class FirstPassageTimesTest {
    private static final float[] ROW = {0};

    @Test
    void arl_isAllEventsByTheAlarms_ofThatThreshold() {
        FirstPassageTimes passages = new FirstPassageTimes();
        passages.add(scripted(1, 5, 3, 7), () -> ROW, 4);
        passages.add(scripted(2, 2, 6, 1), () -> ROW, 4);

        assertThat(passages.arl(4)).isEqualTo((2 + 3) / 2.0);
        assertThat(passages.arl(5)).isEqualTo((4 + 3) / 2.0);
        assertThat(passages.arl(6.5)).isEqualTo((4 + 4) / 1.0);
        assertThat(passages.alarmCount(6.5)).isEqualTo(1);
    }

    @Test
    void run_beginsAtTheStartOfTheYardstick() {
        OnlineDetector yardstick = scripted(9, 1);
        yardstick.observe(ROW);
        FirstPassageTimes passages = new FirstPassageTimes();

        passages.add(yardstick, () -> ROW, 2);

        assertThat(passages.arl(8)).isEqualTo(1);
    }

    @Test
    void threshold_ofChance_isItsQuantile_alsoWhereRunsEndWithoutAlarm() {
        FirstPassageTimes passages = new FirstPassageTimes();
        OnlineDetector chance = new RandomBaseline().fit(new float[][] {ROW}, 3);
        for (int run = 0; run < 4000; run++) {
            passages.add(chance, () -> ROW, 100);
        }

        assertThat(1 / (1 - passages.thresholdFor(50))).isCloseTo(50, within(4.0));
    }

    private static OnlineDetector scripted(double... scores) {
        return new OnlineDetector() {
            private int next;

            @Override
            public double observe(float[] row) {
                return scores[next++];
            }

            @Override
            public void reset() {
                next = 0;
            }
        };
    }
}
