package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class FalseAlarmBudgetTest {
    private static final CalibratedThreshold THRESHOLD = new CalibratedThreshold(1000, 4, 0, 1, 700, 1400, "");

    @Test
    void alarm_raisesTheThreshold_anAverageRunLengthLowersIt() {
        FalseAlarmBudget budget = new FalseAlarmBudget();
        assertThat(budget.minScore(THRESHOLD)).isEqualTo(1);

        budget.observeAlarm(THRESHOLD);
        budget.observeAlarm(THRESHOLD);
        assertThat(budget.minScore(THRESHOLD)).isEqualTo(4.5 / 4);

        for (int i = 0; i < 1000; i++) {
            budget.observeEvent(THRESHOLD);
        }
        assertThat(budget.minScore(THRESHOLD)).isCloseTo(4.25 / 4, within(1e-9));

        for (int i = 0; i < 2000; i++) {
            budget.observeEvent(THRESHOLD);
        }
        assertThat(budget.minScore(THRESHOLD)).isEqualTo(1);
    }

    @Test
    void tooManyExceedances_areLimitedToTheBudget() {
        FalseAlarmBudget budget = new FalseAlarmBudget();
        Random random = new Random(1);
        int alarms = 0;
        for (int i = 0; i < 100_000; i++) {
            budget.observeEvent(THRESHOLD);
            if (Math.abs(random.nextGaussian()) / 3 > budget.minScore(THRESHOLD)) {
                budget.observeAlarm(THRESHOLD);
                alarms++;
            }
        }

        assertThat(alarms).isBetween(80, 110);
    }

    @Test
    void threshold_atMostDoubles() {
        FalseAlarmBudget budget = new FalseAlarmBudget();
        for (int i = 0; i < 10_000; i++) {
            budget.observeAlarm(THRESHOLD);
        }

        assertThat(budget.minScore(THRESHOLD)).isEqualTo(2);
    }
}
