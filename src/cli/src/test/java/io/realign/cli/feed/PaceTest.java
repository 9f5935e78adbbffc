package io.realign.cli.feed;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private long nanos = 5;

    @Test
    void rate_isKeptOnAverage_howeverOftenItIsAsked() {
        Pace pace = new Pace(80, () -> nanos);
        long total = 0;
        for (int i = 0; i < 1000; i++) {
            nanos += 7_000_000;
            total += pace.due();
        }

        assertThat(total).isEqualTo(560);
    }

    @Test
    void nothingIsDue_atTheStart() {
        assertThat(new Pace(80, () -> nanos).due()).isZero();
    }
}
