package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.gate.PredictionChange;
import io.realign.testing.ReleaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelReleaseTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final ModelRelease shared = release(ModelRelease.SHARED, 1);
    private final ModelRelease second =
            release("oven", 2).replacing(shared, PredictionChange.NONE, TrafficSplit.FULL_TRAFFIC);
    private final ModelRelease third =
            release("oven", 3).replacing(second, PredictionChange.NONE, new TrafficSplit(0, 0, 1000, false, NOW, ""));

    @Test
    void previousAsRelease_isLoadable() {
        ModelRelease previous = third.previousAsRelease().orElseThrow();

        assertThat(previous.id()).isEqualTo(second.id());
        assertThat(previous.model().artifacts()).isEqualTo(second.model().artifacts());
        assertThat(previous.expiresAt()).isEqualTo(second.expiresAt());
        assertThat(previous.traffic().complete()).isTrue();
    }

    @Test
    void rollback_isNewVersionWithPreviousArtifacts() {
        ModelRelease rollback = third.rollback(Provenance.UNKNOWN, NOW, YEAR, "confidence dropped");

        assertThat(rollback.version()).isEqualTo(4);
        assertThat(rollback.origin().rollbackTo()).isEqualTo(2);
        assertThat(rollback.model().artifacts()).isEqualTo(second.model().artifacts());
        assertThat(rollback.traffic().complete()).isTrue();
        assertThat(rollback.traffic().reason()).isEqualTo("confidence dropped");
        assertThat(ReleaseOrder.of(third, rollback)).isEqualTo(ReleaseOrder.NEWER);
    }

    @Test
    void rollback_hasModelOfRestoredRelease() {
        ModelRelease rollback = third.rollback(Provenance.UNKNOWN, NOW, YEAR, "confidence dropped");

        assertThat(rollback.hasModelOf(second.id())).isTrue();
        assertThat(rollback.hasModelOf(third.id())).isFalse();
        assertThat(second.rollback(Provenance.UNKNOWN, NOW, YEAR, "confidence dropped")
                        .hasModelOf(shared.id()))
                .isTrue();
    }

    @Test
    void rollback_firstRelease_throws() {
        assertThatThrownBy(() -> shared.rollback(Provenance.UNKNOWN, NOW, YEAR, "confidence dropped"))
                .hasMessageContaining("expected a previous release of shared v1 to roll back to, got none");
    }

    @Test
    void partialTraffic_withoutPrevious_throws() {
        assertThatThrownBy(() -> release("oven", 2).withTraffic(new TrafficSplit(1, 100, 0, false, NOW, "")))
                .hasMessageContaining("expected a previous release of version 2");
    }

    @Test
    void renewedRelease_differsInTheExpiryOnly_alsoOfThePreviousRelease() {
        Instant later = NOW.plus(YEAR).plus(YEAR);

        ModelRelease renewed = third.renewed(later);

        assertThat(renewed.expiresAt()).isEqualTo(later);
        assertThat(renewed.previousAsRelease().orElseThrow().expiresAt()).isEqualTo(later);
        assertThat(renewed.renewed(third.expiresAt())).isEqualTo(third);
    }

    @Test
    void renewal_isDue_atHalfOfTheTimeToLive() {
        assertThat(third.renewalDueAt(YEAR)).isEqualTo(NOW.plus(YEAR.dividedBy(2)));
    }

    @ParameterizedTest
    @ValueSource(longs = {Long.MAX_VALUE, ModelRelease.MAX_VERSION + 1})
    void versionOutOfRange_throws(long version) {
        assertThatThrownBy(() -> release("oven", version))
                .hasMessage("version: expected 0 to 1000000000, got " + version);
    }

    private static ModelRelease release(String domain, long version) {
        List<Artifact> artifacts = List.of(
                new Artifact(Artifact.Kind.INFERENCE, "%064d".formatted(version), 1),
                new Artifact(Artifact.Kind.TRAINING_CHECKPOINT, "%064d".formatted(100 + version % 100), 1));
        return new ReleaseBuilder(domain, version)
                .featureCount(4)
                .artifacts(artifacts)
                .createdAt(NOW)
                .expiresAt(NOW.plus(YEAR))
                .build();
    }
}
