package io.realign.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FirstPassagesTest {
    private static final float[] ROW = {0};

    @Test
    void arl_isAllEventsByTheAlarms_ofThatThreshold() {
        FirstPassages passages = new FirstPassages();
        passages.add(scripted(1, 5, 3, 7), () -> ROW, 4);
        passages.add(scripted(2, 2, 6, 1), () -> ROW, 4);

        assertThat(passages.arl(4)).isEqualTo((2 + 3) / 2.0);
        assertThat(passages.arl(5)).isEqualTo((4 + 3) / 2.0);
        assertThat(passages.arl(6.5)).isEqualTo((4 + 4) / 1.0);
        assertThat(passages.alarms(6.5)).isEqualTo(1);
    }

    @Test
    void run_beginsAtTheStartOfTheYardstick() {
        Yardstick yardstick = scripted(9, 1);
        yardstick.observe(ROW);
        FirstPassages passages = new FirstPassages();

        passages.add(yardstick, () -> ROW, 2);

        assertThat(passages.arl(8)).isEqualTo(1);
    }

    @Test
    void threshold_ofChance_isItsQuantile_alsoWhereRunsEndWithoutAlarm() {
        FirstPassages passages = new FirstPassages();
        Yardstick chance = new AtRandom().fit(new float[][] {ROW}, 3);
        for (int run = 0; run < 4000; run++) {
            passages.add(chance, () -> ROW, 100);
        }

        assertThat(1 / (1 - passages.threshold(50))).isCloseTo(50, within(4.0));
    }

    private static Yardstick scripted(double... scores) {
        return new Yardstick() {
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
