package io.realign.adapter.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessedOffsetsTest {
    private final ProcessedOffsets offsets = new ProcessedOffsets();

    @Test
    void offset_isNotCommittable_beforeAnEarlierRecordIsProcessed() {
        offsets.add(5);
        offsets.add(6);
        offsets.complete(6);
        assertThat(offsets.newlyCommittable()).hasValue(5);

        offsets.complete(5);

        assertThat(offsets.newlyCommittable()).hasValue(7);
        assertThat(offsets.newlyCommittable()).isEmpty();
    }

    @Test
    void clearedOffsets_areNotCommittable() {
        offsets.add(5);
        offsets.complete(5);

        offsets.clear();

        assertThat(offsets.newlyCommittable()).isEmpty();
    }
}
