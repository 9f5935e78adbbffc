package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import io.realign.model.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Models that serve a domain. Immutable.
 *
 * @param release newest release at its newest step
 * @param model model of the newest release
 * @param previous model of the domain for the events outside the traffic share; empty if there are none, or if the shared model
 *     scores them
 */
record DomainModels(ModelRelease release, OnnxModel model, Optional<OnnxModel> previous) {
    static DomainModels single(OnnxModel model) {
        return new DomainModels(model.release(), model, Optional.empty());
    }

    TrafficSplit traffic() {
        return release.traffic();
    }

    /** Adds a newer release. */
    DomainModels withNewer(OnnxModel next) {
        if (next.release().traffic().complete()) {
            return single(next);
        }
        OnnxModel previousModel = models().stream()
                .filter(candidate -> isPreviousRelease(next.release(), candidate.release()))
                .findFirst()
                .orElse(model);
        return new DomainModels(next.release(), next, Optional.of(previousModel));
    }

    /** Moves the release to another step. */
    DomainModels atStep(ModelRelease step) {
        return new DomainModels(step, model, step.traffic().complete() ? Optional.empty() : previous);
    }

    /** Adds the model for the events outside the traffic share. */
    DomainModels withPrevious(OnnxModel before) {
        return new DomainModels(release, model, Optional.of(before));
    }

    /** Whether a release scores the events outside the traffic share and is not loaded yet. */
    boolean isMissingPrevious(ModelRelease before) {
        return !traffic().complete()
                && isPreviousRelease(release, before)
                && previous.filter(loaded -> loaded.release().id().equals(before.id()))
                        .isEmpty();
    }

    List<OnnxModel> models() {
        List<OnnxModel> models = new ArrayList<>();
        models.add(model);
        previous.ifPresent(models::add);
        return models;
    }

    private static boolean isPreviousRelease(ModelRelease release, ModelRelease other) {
        Optional<PreviousRelease> previous = release.previous();
        return previous.isPresent()
                && previous.get().domain().equals(other.domain())
                && previous.get().version() == other.version();
    }
}
