package io.realign.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.client.ModelSwap;
import io.realign.client.testing.TestReleases;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RolloutTimingsTest {
    private static final Instant HEARD = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant SCORES = HEARD.plusSeconds(2);

    private final RolloutTimings journeys = new RolloutTimings();
    private final ModelRelease release =
            TestReleases.release("oven", 2, new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1));

    @Test
    void swap_knowsWhenItsAnnouncementCame_andItsTrace() {
        journeys.recordAnnouncement(release, HEARD, Optional.of("trace"));

        assertThat(journeys.recordSwap(release, SCORES))
                .isEqualTo(new ModelSwap("oven", 2, TrafficSplit.FULL, HEARD, SCORES, Optional.of("trace")));
    }

    @Test
    void swapOfAnotherStepThanTheNewest_hasNoTrace() {
        ModelRelease next = release.withTraffic(new TrafficSplit(1, TrafficSplit.FULL, 0, false, HEARD, ""));
        journeys.recordAnnouncement(next, HEARD, Optional.of("trace"));

        assertThat(journeys.recordSwap(release, SCORES))
                .isEqualTo(new ModelSwap("oven", 2, TrafficSplit.FULL, SCORES, SCORES, Optional.empty()));
    }
}
