package io.realign.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.realign.adaptation.gate.PredictionChange;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.model.ReleaseHistory;
import io.realign.model.SigningKeys;
import io.realign.model.TrafficSplit;
import io.realign.schemas.SignedRelease;
import io.realign.testing.ReleaseBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReleaseArchiveTest {
    private static final InstantSource CLOCK = InstantSource.system();

    @TempDir
    private Path directory;

    private SigningKeys keys;
    private ReleaseArchive archive;

    @BeforeEach
    void open() throws IOException {
        keys = SigningKeys.loadOrCreate(directory.resolve("keys"));
        archive = new ReleaseArchive(new DirectoryArtifactStore(directory.resolve("archive")), keys.trusted(), CLOCK);
    }

    @Test
    void release_isFoundByVersion_atItsNewestStep() throws IOException {
        ModelRelease first = release(3)
                .replacing(release(2), PredictionChange.NONE, new TrafficSplit(0, 50, 0, false, Instant.EPOCH, ""));
        ModelRelease second = first.withTraffic(new TrafficSplit(1, 100, 0, false, Instant.EPOCH, ""));
        keep(first);
        keep(second);

        assertThat(archive.find("oven", 3)).hasValue(second);
        assertThat(archive.find("oven", 2)).isEmpty();
    }

    @Test
    void release_isFoundById() throws IOException {
        keep(release(2));

        assertThat(archive.envelope(ObjectKey.ofRelease(release(2).id()))).isPresent();
        assertThat(archive.envelope(ObjectKey.ofRelease("another"))).isEmpty();
    }

    @Test
    void releaseWithoutTrustedSignature_isIgnored() throws IOException {
        SigningKeys untrusted = SigningKeys.loadOrCreate(directory.resolve("untrusted"));
        archive.save(release(2), SignedRelease.sign(release(2), untrusted.signer()));

        assertThat(archive.find("oven", 2)).isEmpty();
    }

    @Test
    void referencedReleases_areAdded() throws IOException {
        keep(release(2));
        keep(release(3));
        keep(release(4));
        ModelRelease live = release(4)
                .replacing(release(3), PredictionChange.NONE, TrafficSplit.FULL_TRAFFIC)
                .rollback(Provenance.UNKNOWN, Instant.EPOCH, Duration.ofDays(1), "harmful");

        assertThat(archive.withReferencedReleases(new ReleaseHistory(List.of(live), List.of()))
                        .releases())
                .containsExactly(live, release(4), release(3));
    }

    @Test
    void unavailableStore_doesNotBlockPublishing() throws IOException {
        Files.delete(directory.resolve("archive"));

        assertThatCode(() -> keep(release(2))).doesNotThrowAnyException();
    }

    private void keep(ModelRelease release) {
        archive.save(release, SignedRelease.sign(release, keys.signer()));
    }

    private static ModelRelease release(long version) {
        return new ReleaseBuilder("oven", version)
                .id("oven-" + version)
                .featureCount(4)
                .artifacts(List.of(new Artifact(Artifact.Kind.INFERENCE, "%064x".formatted(version), 1)))
                .expiresAt(Instant.EPOCH)
                .build();
    }
}
