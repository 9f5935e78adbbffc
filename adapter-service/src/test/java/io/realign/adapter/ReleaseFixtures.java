package io.realign.adapter;

import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.testing.ReleaseBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Releases with artifacts that are never loaded. */
public final class ReleaseFixtures {
    private ReleaseFixtures() {}

    public static ModelRelease release(String domain, long version, String alertId) {
        return release(domain, version, alertId, 0);
    }

    /** Rollback to an earlier version. */
    public static ModelRelease rollback(String domain, long version, long rollbackTo) {
        return release(domain, version, "", rollbackTo);
    }

    private static ModelRelease release(String domain, long version, String alertId, long rollbackTo) {
        return new ReleaseBuilder(domain, version)
                .alert(alertId)
                .artifacts(artifacts(version))
                .createdAt(now())
                .expiresAt(now().plus(Duration.ofDays(1)))
                .rollbackTo(rollbackTo)
                .build();
    }

    static List<Artifact> artifacts(long version) {
        return List.of(new Artifact(Artifact.Kind.INFERENCE, "%064d".formatted(version), 1));
    }

    public static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
