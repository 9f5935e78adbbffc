package io.realign.adapter.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtifactStoreHealthTest {
    @Test
    void readiness_followsTheArtifactStore(@TempDir Path work) throws IOException {
        Path directory = work.resolve("artifacts");
        Instant[] now = {Instant.EPOCH};
        ArtifactStoreHealth health = new ArtifactStoreHealth(new DirectoryArtifactStore(directory), () -> now[0]);
        assertThat(health.call().getStatus()).isEqualTo(Status.UP);

        Files.delete(directory);
        now[0] = now[0].plus(ArtifactStoreHealth.CHECK_INTERVAL).plusMillis(1);
        HealthCheckResponse gone = health.call();
        Files.createDirectory(directory);
        HealthCheckResponse tooSoon = health.call();
        now[0] = now[0].plus(ArtifactStoreHealth.CHECK_INTERVAL).plusMillis(1);

        assertThat(gone.getStatus()).isEqualTo(Status.DOWN);
        assertThat(gone.getData().orElseThrow().get("cause").toString()).contains("artifacts");
        assertThat(tooSoon.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.call().getStatus()).isEqualTo(Status.UP);
    }
}
