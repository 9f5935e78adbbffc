package io.realign.learning.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.adaptation.alpha.AlphaState;
import io.realign.adaptation.alpha.GuardedAlpha;
import io.realign.adaptation.alpha.TrainingSignals;
import io.realign.learning.training.AlphaSettings.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlphaSettingsTest {
    private static final double NOISE = .01;

    private static double at(Schedule schedule, double progress) {
        return new AlphaSettings(schedule, .5)
                .createAlpha(NOISE)
                .next(AlphaState.START, TrainingSignals.at(progress))
                .alpha();
    }

    @ParameterizedTest
    @CsvSource({
        "CONSTANT, 0, .5", "CONSTANT, 1, .5",
        "RAMP, 0, 0", "RAMP, 1, .49995",
        "LINEAR, 0, .05", "LINEAR, 1, .5",
        "DRIFT_DRIVEN, 0, 0", "CONTROLLED, 0, .005"
    })
    void schedule_hasExpectedFirstAndLastValue(Schedule schedule, double progress, double expected) {
        assertThat(at(schedule, progress)).isCloseTo(expected, within(1e-4));
    }

    @Test
    void driftDriven_decreasesWithTheDistanceOfTheDomains() {
        GuardedAlpha alpha = new AlphaSettings(Schedule.DRIFT_DRIVEN, 1).createAlpha(NOISE);
        AlphaState far = alpha.next(AlphaState.START, drift(.8, .5, .21));

        AlphaState near = alpha.next(far, drift(.8, .5, .06));
        AlphaState within = alpha.next(near, drift(.8, .5, NOISE));

        assertThat(near.alpha()).isCloseTo(far.alpha() * (.06 - NOISE) / (.21 - NOISE), within(1e-12));
        assertThat(within.alpha()).isZero();
    }

    @Test
    void controller_increasesAlphaWhileTheDomainsAreSeparable() {
        GuardedAlpha alpha = new AlphaSettings(Schedule.CONTROLLED, 1).createAlpha(NOISE);
        AlphaState state = AlphaState.START;
        for (int step = 0; step < 100; step++) {
            state = alpha.next(state, drift(.5, .9, Double.NaN));
        }
        double high = state.alpha();
        for (int step = 0; step < 100; step++) {
            state = alpha.next(state, drift(.5, .5, Double.NaN));
        }

        assertThat(high).isGreaterThan(.04);
        assertThat(state.alpha()).isLessThan(high);
    }

    private static TrainingSignals drift(double progress, double accuracy, double drift) {
        return new TrainingSignals(progress, accuracy, drift, Double.NaN, Double.NaN);
    }

    @ParameterizedTest
    @EnumSource
    void onlyMeasuringSchedules_areMonitored(Schedule schedule) {
        assertThat(new AlphaSettings(schedule, 1).requiresMonitor())
                .isEqualTo(schedule == Schedule.DRIFT_DRIVEN || schedule == Schedule.CONTROLLED);
        assertThat(new AlphaSettings(schedule, 0).requiresMonitor()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {-1, 101, Double.NaN})
    void maximumOutOfRange_isRejected(double max) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AlphaSettings(Schedule.RAMP, max))
                .withMessage("maximum of alpha: expected 0 to 100, got " + max);
    }
}
