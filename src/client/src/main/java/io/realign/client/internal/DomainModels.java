package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import io.realign.model.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What serves a lineage. Never changes: each swap makes a new one.
 *
 * @param release the newest release, at its newest step
 * @param model its model
 * @param previous the model of its own lineage for the events that it does not score; empty if it scores all, or if those are
 *     the shared model's
 */
record DomainModels(ModelRelease release, OnnxModel model, Optional<OnnxModel> previous) {
    static DomainModels single(OnnxModel model) {
        return new DomainModels(model.release(), model, Optional.empty());
    }

    TrafficSplit exposure() {
        return release.traffic();
    }

    /** With a newer release in front. */
    DomainModels withNewer(OnnxModel next) {
        if (next.release().traffic().complete()) {
            return single(next);
        }
        OnnxModel remaining = models().stream()
                .filter(candidate -> isPreviousRelease(next.release(), candidate.release()))
                .findFirst()
                .orElse(model);
        return new DomainModels(next.release(), next, Optional.of(remaining));
    }

    /** With the same release at another step. */
    DomainModels atStep(ModelRelease step) {
        return new DomainModels(step, model, step.traffic().complete() ? Optional.empty() : previous);
    }

    /** With the model that shall score what the newest does not. */
    DomainModels withPrevious(OnnxModel before) {
        return new DomainModels(release, model, Optional.of(before));
    }

    /** Whether it is the model for the events that the newest does not score, and is not there yet. */
    boolean isMissingPrevious(ModelRelease before) {
        return !exposure().complete()
                && isPreviousRelease(release, before)
                && previous.filter(there -> there.release().id().equals(before.id()))
                        .isEmpty();
    }

    List<OnnxModel> models() {
        List<OnnxModel> models = new ArrayList<>();
        models.add(model);
        previous.ifPresent(models::add);
        return models;
    }

    private static boolean isPreviousRelease(ModelRelease release, ModelRelease other) {
        Optional<PreviousRelease> before = release.previous();
        return before.isPresent()
                && before.get().domain().equals(other.domain())
                && before.get().version() == other.version();
    }
}
