package io.realign.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.adaptation.gate.PredictionChange;
import io.realign.event.OffsetRange;
import io.realign.testing.ReleaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtifactRetentionTest {
    private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(365));
    private static final ModelRelease SHARED = release(ModelRelease.SHARED, 1);

    private final ArtifactRetention retention = new ArtifactRetention(2, Duration.ofDays(30));

    @Test
    void oldArtifacts_beyondRetainedVersions_areDeleted() {
        ReleaseHistory history = history(SHARED, release("oven", 2), release("oven", 3), release("oven", 4));

        assertThat(retention.deletable(history, stored(history), NOW)).containsExactly(digest("oven", 2));
    }

    @Test
    void servingAndPrevious_areRetained() {
        ReleaseHistory history = history(SHARED, release("oven", 2), release("oven", 3));

        assertThat(retention.deletable(history, stored(history), NOW)).isEmpty();
    }

    @Test
    void newestVersions_areRetainedPerDomain() {
        ReleaseHistory history =
                history(SHARED, release("oven", 2), release("kiln", 2), release("oven", 3), release("oven", 4));

        assertThat(retention.deletable(history, stored(history), NOW)).containsExactly(digest("oven", 2));
    }

    @Test
    void unreferencedArtifacts_olderThanMinAge_areDeleted() {
        Instant atTheAge = NOW.minus(Duration.ofDays(30));
        Map<String, Instant> stored = Map.of("just", atTheAge, "older", atTheAge.minusMillis(1), "fresh", NOW);

        assertThat(retention.deletable(history(SHARED), stored, NOW)).containsExactly("older");
    }

    @Test
    void sharedArtifact_isRetained() {
        ModelRelease again = release("oven", 4, digest("oven", 2));
        ReleaseHistory history = history(SHARED, release("oven", 2), release("oven", 3), again);

        assertThat(retention.deletable(history, stored(history), NOW)).isEmpty();
    }

    @Test
    void emptyHistory_deletesNothing() {
        assertThat(retention.deletable(ReleaseHistory.EMPTY, Map.of("old", LONG_AGO), NOW))
                .isEmpty();
    }

    @Test
    void previousOfCompactedTopic_isRetained() {
        ModelRelease live =
                release("oven", 4).replacing(release("oven", 3), PredictionChange.NONE, TrafficSplit.FULL_TRAFFIC);
        Map<String, Instant> stored = Map.of(digest("oven", 3), LONG_AGO, digest("oven", 2), LONG_AGO);

        assertThat(retention.deletable(history(SHARED, live), stored, NOW)).containsExactly(digest("oven", 2));
    }

    @Test
    void snapshots_areRetainedWithTheirRelease() {
        ReleaseHistory history = history(
                SHARED,
                madeOf("oven", 2, "trained 2", "judged 2"),
                madeOf("oven", 3, "trained 3", "judged 3"),
                madeOf("oven", 4, "trained 4", "judged 4"));
        Map<String, Instant> stored = new HashMap<>();
        for (String snapshot : List.of(
                "trained 2", "judged 2", "trained 3", "judged 3", "trained 4", "judged 4", "of a rejected one")) {
            stored.put(snapshot, LONG_AGO);
        }

        assertThat(retention.deletable(history, stored, NOW))
                .containsExactlyInAnyOrder("trained 2", "judged 2", "of a rejected one");
    }

    @Test
    void fewerThanTwoVersions_throws() {
        assertThatThrownBy(() -> new ArtifactRetention(1, Duration.ofDays(30)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("retainedVersions: expected 2 or more, got 1");
    }

    private static ReleaseHistory history(ModelRelease... releases) {
        return new ReleaseHistory(List.of(releases), List.of());
    }

    private static Map<String, Instant> stored(ReleaseHistory history) {
        Map<String, Instant> stored = new HashMap<>();
        history.releases()
                .forEach(
                        release -> stored.put(release.model().artifacts().get(0).sha256(), LONG_AGO));
        return stored;
    }

    private static String digest(String domain, long version) {
        return "%064x".formatted(domain.hashCode() * 1000L + version);
    }

    private static ModelRelease release(String domain, long version) {
        return release(domain, version, digest(domain, version));
    }

    private static ModelRelease madeOf(String domain, long version, String trained, String judged) {
        return release(
                domain,
                version,
                digest(domain, version),
                Provenance.UNKNOWN.withTraining(
                        List.of(stretch(trained)), List.of(stretch(judged)), LONG_AGO, LONG_AGO, "recipe"));
    }

    private static DataDigest stretch(String sha256) {
        return new DataDigest(new OffsetRange("events", 0, 0, 1), 1, sha256);
    }

    private static ModelRelease release(String domain, long version, String sha256) {
        return release(domain, version, sha256, Provenance.UNKNOWN);
    }

    private static ModelRelease release(String domain, long version, String sha256, Provenance provenance) {
        return new ReleaseBuilder(domain, version)
                .id(domain + version)
                .featureCount(4)
                .artifacts(List.of(new Artifact(Artifact.Kind.INFERENCE, sha256, 1)))
                .provenance(provenance)
                .createdAt(LONG_AGO)
                .expiresAt(LONG_AGO.plus(Duration.ofDays(365)))
                .build();
    }
}
