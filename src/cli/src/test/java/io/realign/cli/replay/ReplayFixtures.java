package io.realign.cli.replay;

import io.realign.adaptation.gate.CheckResult;
import io.realign.event.ContentId;
import io.realign.model.Artifact;
import io.realign.model.ModelRelease;
import io.realign.model.Provenance;
import io.realign.testing.ReleaseBuilder;
import java.time.Instant;
import java.util.List;

/** Releases of two artifacts of a byte each. */
final class ReplayFixtures {
    static final byte[] INFERENCE = {1};
    static final byte[] CONTINUATION = {2};
    static final Provenance PROGRAM = new Provenance("0.1.0", "engine", "amd64, CPU");

    private ReplayFixtures() {}

    static ModelRelease made(String id, String domain, long version, CheckResult... votes) {
        return new ReleaseBuilder(domain, version)
                .id(id)
                .featureCount(4)
                .artifacts(List.of(
                        artifact(Artifact.Kind.INFERENCE, INFERENCE),
                        artifact(Artifact.Kind.TRAINING_CHECKPOINT, CONTINUATION)))
                .training(7, 2, List.of())
                .checks(List.of(votes))
                .provenance(PROGRAM)
                .expiresAt(Instant.EPOCH)
                .build();
    }

    private static Artifact artifact(Artifact.Kind kind, byte[] bytes) {
        return new Artifact(kind, ContentId.digest(bytes), bytes.length);
    }
}
