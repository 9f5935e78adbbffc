package io.realign.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private long nanos = 5;

    @Test
    void averageRate_isExact_atAnyPollingInterval() {
        RateLimiter limiter = new RateLimiter(80, () -> nanos);
        long total = 0;
        for (int i = 0; i < 1000; i++) {
            nanos += 7_000_000;
            total += limiter.dueEvents();
        }

        assertThat(total).isEqualTo(560);
    }

    @Test
    void nothingIsDue_atTheStart() {
        assertThat(new RateLimiter(80, () -> nanos).dueEvents()).isZero();
    }
}
