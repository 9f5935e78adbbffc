package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.adaptation.gate.PredictionChange;
import io.realign.testing.ReleaseBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReleaseOrderTest {
    private static final Instant EXPIRY = Instant.parse("2027-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final ModelRelease known = release(5);

    @Test
    void renewedRelease_isNewer_once() {
        ModelRelease renewed = known.renewed(EXPIRY.plus(YEAR));

        assertThat(ReleaseOrder.of(known, renewed)).isEqualTo(ReleaseOrder.NEWER);
        assertThat(ReleaseOrder.of(renewed, renewed)).isEqualTo(ReleaseOrder.SAME);
        assertThat(ReleaseOrder.of(renewed, known)).isEqualTo(ReleaseOrder.SAME);
    }

    @Test
    void renewalOfAnEarlierStep_isTheSame() {
        ModelRelease before = release(4);
        ModelRelease second = known.replacing(before, PredictionChange.NONE, step(2));
        ModelRelease renewedFirst =
                known.replacing(before, PredictionChange.NONE, step(1)).renewed(EXPIRY.plus(YEAR));

        assertThat(ReleaseOrder.of(second, renewedFirst)).isEqualTo(ReleaseOrder.SAME);
        assertThat(ReleaseOrder.of(renewedFirst, second)).isEqualTo(ReleaseOrder.NEWER);
    }

    @Test
    void version_isTooHigh_aboveTheMaximumStep() {
        assertThat(ReleaseOrder.of(known, release(5 + ReleaseOrder.MAX_VERSION_GAP)))
                .isEqualTo(ReleaseOrder.NEWER);
        assertThat(ReleaseOrder.of(known, release(6 + ReleaseOrder.MAX_VERSION_GAP)))
                .isEqualTo(ReleaseOrder.TOO_HIGH);
        assertThat(ReleaseOrder.of(known, release(ModelRelease.MAX_VERSION))).isEqualTo(ReleaseOrder.TOO_HIGH);
    }

    @Test
    void everyVersion_isNewer_withoutAKnownRelease() {
        assertThat(ReleaseOrder.of(null, release(ModelRelease.MAX_VERSION))).isEqualTo(ReleaseOrder.NEWER);
    }

    private static TrafficSplit step(long number) {
        return new TrafficSplit(number, 100, 0, false, Instant.EPOCH, "");
    }

    private static ModelRelease release(long version) {
        return new ReleaseBuilder("oven", version).expiresAt(EXPIRY).build();
    }
}
