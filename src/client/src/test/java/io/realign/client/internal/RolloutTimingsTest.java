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
    private static final Instant ANNOUNCED = Instant.parse("2026-01-01T10:00:00Z");
    private static final Instant SWAPPED = ANNOUNCED.plusSeconds(2);

    private final RolloutTimings timings = new RolloutTimings();
    private final ModelRelease release =
            TestReleases.release("oven", 2, new Artifact(Artifact.Kind.INFERENCE, "0".repeat(64), 1));

    @Test
    void swap_hasTimeAndTraceOfItsAnnouncement() {
        timings.recordAnnouncement(release, ANNOUNCED, Optional.of("trace"));

        assertThat(timings.createSwap(release, SWAPPED))
                .isEqualTo(new ModelSwap("oven", 2, TrafficSplit.FULL, ANNOUNCED, SWAPPED, Optional.of("trace")));
    }

    @Test
    void swapOfAnEarlierStep_hasNoTrace() {
        ModelRelease next = release.withTraffic(new TrafficSplit(1, TrafficSplit.FULL, 0, false, ANNOUNCED, ""));
        timings.recordAnnouncement(next, ANNOUNCED, Optional.of("trace"));

        assertThat(timings.createSwap(release, SWAPPED))
                .isEqualTo(new ModelSwap("oven", 2, TrafficSplit.FULL, SWAPPED, SWAPPED, Optional.empty()));
    }
}
