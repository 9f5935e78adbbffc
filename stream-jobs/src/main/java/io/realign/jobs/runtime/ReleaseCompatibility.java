package io.realign.jobs.runtime;

import io.realign.event.EventContract;
import io.realign.model.ModelRelease;
import java.util.Optional;

/** Compares the inputs and outputs of a release with the event contract of the job. */
public final class ReleaseCompatibility {
    private ReleaseCompatibility() {}

    /** Describes the first mismatch; empty if the release is compatible. */
    public static Optional<String> mismatch(EventContract contract, ModelRelease release) {
        if (release.model().featureCount() != contract.featureCount()) {
            return Optional.of("features: expected %d as in release %s, got %d"
                    .formatted(release.model().featureCount(), release.displayName(), contract.featureCount()));
        }
        if (!release.model().labels().equals(contract.labels())) {
            return Optional.of("labels: expected %s as in release %s, got %s"
                    .formatted(release.model().labels(), release.displayName(), contract.labels()));
        }
        return Optional.empty();
    }
}
