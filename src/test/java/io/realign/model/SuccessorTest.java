package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.AnswerChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How releases of a lineage follow each other, and go back. */
class SuccessorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration YEAR = Duration.ofDays(365);

    private final ModelRelease shared = release(ModelRelease.SHARED, 1);
    private final ModelRelease second = release("oven", 2).after(shared, AnswerChange.NONE, Exposure.EVERYWHERE);
    private final ModelRelease third =
            release("oven", 3).after(second, AnswerChange.NONE, new Exposure(0, 0, 1000, false, NOW, ""));

    @Test
    void release_tellsEnoughOfItsPredecessor_toLoadIt() {
        ModelRelease before = third.before().orElseThrow();

        assertThat(before.id()).isEqualTo(second.id());
        assertThat(before.artifacts()).isEqualTo(second.artifacts());
        assertThat(before.notAfter()).isEqualTo(second.notAfter());
        assertThat(before.exposure().complete()).isTrue();
    }

    @Test
    void goingBack_isALaterVersion_withTheArtifactsOfTheOneBefore() {
        ModelRelease back = third.back(Provenance.UNKNOWN, NOW, YEAR, "it harms");

        assertThat(back.version()).isEqualTo(4);
        assertThat(back.rollbackTo()).isEqualTo(2);
        assertThat(back.artifacts()).isEqualTo(second.artifacts());
        assertThat(back.exposure().complete()).isTrue();
        assertThat(back.exposure().reason()).isEqualTo("it harms");
        assertThat(Succession.of(third, back)).isEqualTo(Succession.NEWER);
    }

    @Test
    void goingBack_isTheSameModel_asTheReleaseThatItBringsBack_andAsNoOther() {
        ModelRelease back = third.back(Provenance.UNKNOWN, NOW, YEAR, "it harms");

        assertThat(back.isModelOf(second.id())).isTrue();
        assertThat(back.isModelOf(third.id())).isFalse();
        assertThat(second.back(Provenance.UNKNOWN, NOW, YEAR, "it harms").isModelOf(shared.id()))
                .isTrue();
    }

    @Test
    void firstRelease_hasNothingToGoBackTo() {
        assertThatThrownBy(() -> shared.back(Provenance.UNKNOWN, NOW, YEAR, "it harms"))
                .hasMessageContaining("expected a predecessor of shared v1 to go back to, got none");
    }

    @Test
    void releaseThatScoresAPart_needsOneForTheRest() {
        assertThatThrownBy(() -> release("oven", 2).at(new Exposure(1, 100, 0, false, NOW, "")))
                .hasMessageContaining("expected a predecessor of version 2");
    }

    private static ModelRelease release(String domain, long version) {
        List<Artifact> artifacts = List.of(
                new Artifact(Artifact.Kind.INFERENCE, "%064d".formatted(version), 1),
                new Artifact(Artifact.Kind.CONTINUATION, "%064d".formatted(100 + version), 1));
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
