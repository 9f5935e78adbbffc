package io.realign.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OffsetRangeTest {
    @Test
    void span_coversBothRanges() {
        assertThat(OffsetRange.of("t", 1, 5).span(new OffsetRange("t", 1, 8, 10)))
                .isEqualTo(new OffsetRange("t", 1, 5, 10));
    }

    @Test
    void span_differentPartitions_throws() {
        assertThatThrownBy(() -> OffsetRange.of("t", 1, 5).span(OffsetRange.of("t", 2, 5)))
                .hasMessageContaining("the same partition");
    }

    @Test
    void emptyRange_throws() {
        assertThatThrownBy(() -> new OffsetRange("t", 0, 5, 5)).hasMessageContaining("from < to");
    }
}
