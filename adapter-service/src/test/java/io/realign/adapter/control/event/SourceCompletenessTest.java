package io.realign.adapter.control.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceCompletenessTest {
    private final SourceCompleteness settling = new SourceCompleteness(200, 5000, Duration.ofSeconds(2));

    @ParameterizedTest
    @CsvSource({
        "199, PT1H, false",
        "200, PT1.999S, false",
        "200, PT2S, true",
        "4999, PT0S, false",
        "5000, PT0S, true",
    })
    void source_isComplete_atTheLimitOrAfterTheQuietPeriod(long valid, Duration quiet, boolean ready) {
        assertThat(settling.isComplete(valid, quiet)).isEqualTo(ready);
    }
}
