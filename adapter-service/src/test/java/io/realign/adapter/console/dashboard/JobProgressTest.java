package io.realign.adapter.console.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JobProgressTest {
    private final JobProgress progress = new JobProgress(Duration.ofMinutes(5), 10);

    @Test
    void job_isStale_sinceTheFirstEventWithoutOutput_afterTheLimit() {
        progress.update(100, 50, minute(0));
        progress.update(110, 60, minute(1));
        progress.update(120, 60, minute(2));
        progress.update(130, 60, minute(6));
        assertThat(progress.staleSince(minute(6))).isEmpty();

        progress.update(130, 60, minute(7));

        assertThat(progress.staleSince(minute(7))).contains(minute(2));
    }

    @Test
    void job_isNotStale_withoutEvents_orAfterOutput() {
        progress.update(100, 50, minute(0));
        progress.update(100, 50, minute(60));
        assertThat(progress.staleSince(minute(60))).isEmpty();

        progress.update(110, 50, minute(61));
        assertThat(progress.staleSince(minute(66))).contains(minute(61));

        progress.update(110, 51, minute(67));

        assertThat(progress.staleSince(minute(100))).isEmpty();
    }

    @Test
    void job_isNotStale_beforeItMustHaveWrittenSomething() {
        progress.update(100, 50, minute(0));
        progress.update(109, 50, minute(1));
        assertThat(progress.staleSince(minute(60))).isEmpty();

        progress.update(110, 50, minute(61));

        assertThat(progress.staleSince(minute(61))).contains(minute(1));
    }

    @Test
    void job_isNotStale_afterTheTopicsWereRecreated() {
        progress.update(100, 50, minute(0));

        progress.update(5, 0, minute(1));

        assertThat(progress.staleSince(minute(100))).isEmpty();
    }

    private static Instant minute(int minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }
}
