package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.gate.PredictionChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How releases of a lineage follow each other, and go back. */
class ModelReleaseTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final ModelRelease shared = release(ModelRelease.SHARED, 1);
    private final ModelRelease second =
            release("oven", 2).replacing(shared, PredictionChange.NONE, TrafficSplit.FULL_TRAFFIC);
    private final ModelRelease third =
            release("oven", 3).replacing(second, PredictionChange.NONE, new TrafficSplit(0, 0, 1000, false, NOW, ""));

    @Test
    void release_tellsEnoughOfItsPredecessor_toLoadIt() {
        ModelRelease before = third.previousAsRelease().orElseThrow();

        assertThat(before.id()).isEqualTo(second.id());
        assertThat(before.artifacts()).isEqualTo(second.artifacts());
        assertThat(before.expiresAt()).isEqualTo(second.expiresAt());
        assertThat(before.traffic().complete()).isTrue();
    }

    @Test
    void goingBack_isALaterVersion_withTheArtifactsOfTheOneBefore() {
        ModelRelease back = third.rollback(Provenance.UNKNOWN, NOW, YEAR, "it harms");

        assertThat(back.version()).isEqualTo(4);
        assertThat(back.rollbackTo()).isEqualTo(2);
        assertThat(back.artifacts()).isEqualTo(second.artifacts());
        assertThat(back.traffic().complete()).isTrue();
        assertThat(back.traffic().reason()).isEqualTo("it harms");
        assertThat(ReleaseOrder.of(third, back)).isEqualTo(ReleaseOrder.NEWER);
    }

    @Test
    void goingBack_isTheSameModel_asTheReleaseThatItBringsBack_andAsNoOther() {
        ModelRelease back = third.rollback(Provenance.UNKNOWN, NOW, YEAR, "it harms");

        assertThat(back.hasModelOf(second.id())).isTrue();
        assertThat(back.hasModelOf(third.id())).isFalse();
        assertThat(second.rollback(Provenance.UNKNOWN, NOW, YEAR, "it harms").hasModelOf(shared.id()))
                .isTrue();
    }

    @Test
    void firstRelease_hasNothingToGoBackTo() {
        assertThatThrownBy(() -> shared.rollback(Provenance.UNKNOWN, NOW, YEAR, "it harms"))
                .hasMessageContaining("expected a predecessor of shared v1 to go back to, got none");
    }

    @Test
    void releaseThatScoresAPart_needsOneForTheRest() {
        assertThatThrownBy(() -> release("oven", 2).withTraffic(new TrafficSplit(1, 100, 0, false, NOW, "")))
                .hasMessageContaining("expected a predecessor of version 2");
    }

    private static ModelRelease release(String domain, long version) {
        List<Artifact> artifacts = List.of(
                new Artifact(Artifact.Kind.INFERENCE, "%064d".formatted(version), 1),
                new Artifact(Artifact.Kind.TRAINING_CHECKPOINT, "%064d".formatted(100 + version), 1));
        return new ModelRelease(
                ModelRelease.id(domain, version, artifacts),
                domain,
                version,
                version - 1,
                "",
                "",
                4,
                List.of("a", "b"),
                artifacts,
                List.of(),
                7,
                1,
                List.of(),
                List.of(),
                NOW,
                Provenance.UNKNOWN,
                NOW.plus(YEAR),
                0);
    }
}
