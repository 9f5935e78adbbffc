package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.window.TimeDependence.Season;
import io.realign.window.TimeDependence.SlowChange;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeDependenceTest {
    private static final Duration DAY = Duration.ofDays(1);

    @ParameterizedTest
    @CsvSource({
        "PT24H, 24,  2025-01-01T00:00:00Z,      0",
        "PT24H, 24,  2025-01-01T13:59:59.999Z, 13",
        "PT24H, 24,  2025-06-30T23:00:00Z,     23",
        "P7D,   7,   2025-01-02T12:00:00Z,      0",
        "P7D,   7,   2025-01-08T12:00:00Z,      6",
        "P7D,   168, 2025-01-03T01:00:00Z,     25",
        "PT1H,  7,   2025-01-01T00:59:59Z,      6",
    })
    void slotOfASeason_followsTheEventTime(Duration period, int slots, Instant time, int slot) {
        assertThat(new Season(period, slots).slot(time, 5) % slots).isEqualTo(slot);
    }

    @Test
    void runningNumber_growsByTheSlotsOfAPeriod() {
        Season season = new Season(DAY, 24);
        Instant time = Instant.parse("2025-01-01T13:10:00Z");

        assertThat(season.slot(time.plus(DAY), 0)).isEqualTo(season.slot(time, 0) + 24);
        assertThat(season.slot(time.plusSeconds(60), 1)).isEqualTo(season.slot(time, 0));
        assertThat(season.slot(time.plusSeconds(3600), 1)).isEqualTo(season.slot(time, 0) + 1);
    }

    @Test
    void slotOfASlowChange_isTheNumberOfTheEvent() {
        assertThat(new SlowChange(50).slot(Instant.parse("2025-01-01T13:10:00Z"), 7))
                .isEqualTo(7);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S,     24,         'season-period: expected a positive duration of at most PT8784H, got PT0S'",
        "PT-24H,   24,         'season-period: expected a positive duration of at most PT8784H, got PT-24H'",
        "P367D,    24,         'season-period: expected a positive duration of at most PT8784H, got PT8808H'",
        "PT24H,    0,          'season-slots: expected 2 to 2000, got 0'",
        "PT24H,    -24,        'season-slots: expected 2 to 2000, got -24'",
        "PT24H,    1,          'season-slots: expected 2 to 2000, got 1'",
        "PT24H,    2147483647, 'season-slots: expected 2 to 2000, got 2147483647'",
        "PT10S,    11,         'season-slots: expected slots of PT1S or more, got 11 slots in PT10S'",
    })
    void seasonOutOfRange_isRejected(Duration period, int slots, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Season(period, slots))
                .withMessage(message);
    }

    @ParameterizedTest
    @CsvSource({"0", "-1", "9", "1000001"})
    void memoryOutOfRange_isRejected(int memory) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SlowChange(memory))
                .withMessage("rolling-memory: expected 10 to 1000000, got " + memory);
    }
}
