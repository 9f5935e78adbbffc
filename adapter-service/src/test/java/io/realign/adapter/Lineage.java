package io.realign.adapter;

import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Releases of a domain, whose models nobody loads. */
public final class Lineage {
    private Lineage() {}

    public static ModelRelease release(String domain, long version, String alertId) {
        return new ModelRelease(
                ModelRelease.id(domain, version, artifacts(version)),
                domain,
                version,
                version - 1,
                alertId,
                "",
                2,
                List.of("a", "b"),
                artifacts(version),
                List.of(),
                7,
                1,
                List.of(),
                List.of(),
                now(),
                Provenance.UNKNOWN,
                now().plus(Duration.ofDays(1)),
                0);
    }

    static List<Artifact> artifacts(long version) {
        return List.of(new Artifact(Artifact.Kind.INFERENCE, "%064d".formatted(version), 1));
    }

    static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
