package io.realign.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.rollout.RolloutStatus;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CloudEventAttributesTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void repeatedFailure_isAnotherEvent_andItsDuplicateIsNot() {
        assertThat(CloudEventAttributes.of(failure(NOW)).id())
                .isEqualTo(CloudEventAttributes.of(failure(NOW)).id())
                .isNotEqualTo(
                        CloudEventAttributes.of(failure(NOW.plusSeconds(1))).id());
    }

    private static RolloutStatus failure(Instant reportedAt) {
        return new RolloutStatus(
                "scoring-job/0", "oven", 2, RolloutStatus.State.FAILED, 0, "no answer", true, reportedAt);
    }
}
