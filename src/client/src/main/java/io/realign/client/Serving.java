package io.realign.client;

import io.realign.model.Exposure;
import io.realign.model.ModelRelease;
import io.realign.model.Predecessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What serves a lineage. Never changes: each swap makes a new one.
 *
 * @param release the newest release, at its newest step
 * @param model its model
 * @param rest the model of its own lineage for the events that it does not score; empty if it scores all, or if those are
 *     the shared model's
 */
record Serving(ModelRelease release, OnnxModel model, Optional<OnnxModel> rest) {
    static Serving alone(OnnxModel model) {
        return new Serving(model.release(), model, Optional.empty());
    }

    Exposure exposure() {
        return release.exposure();
    }

    /** With a newer release in front. */
    Serving followedBy(OnnxModel next) {
        if (next.release().exposure().complete()) {
            return alone(next);
        }
        OnnxModel remaining = models().stream()
                .filter(candidate -> isPredecessor(next.release(), candidate.release()))
                .findFirst()
                .orElse(model);
        return new Serving(next.release(), next, Optional.of(remaining));
    }

    /** With the same release at another step. */
    Serving at(ModelRelease step) {
        return new Serving(step, model, step.exposure().complete() ? Optional.empty() : rest);
    }

    /** With the model that shall score what the newest does not. */
    Serving beside(OnnxModel before) {
        return new Serving(release, model, Optional.of(before));
    }

    /** Whether it is the model for the events that the newest does not score, and is not there yet. */
    boolean lacks(ModelRelease before) {
        return !exposure().complete()
                && isPredecessor(release, before)
                && rest.filter(there -> there.release().id().equals(before.id()))
                        .isEmpty();
    }

    List<OnnxModel> models() {
        List<OnnxModel> models = new ArrayList<>();
        models.add(model);
        rest.ifPresent(models::add);
        return models;
    }

    private static boolean isPredecessor(ModelRelease release, ModelRelease other) {
        Optional<Predecessor> before = release.predecessor();
        return before.isPresent()
                && before.get().domain().equals(other.domain())
                && before.get().version() == other.version();
    }
}
