package io.realign.client.internal;

import io.realign.model.ModelRelease;
import io.realign.model.PreviousRelease;
import io.realign.model.TrafficSplit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The models that serve a domain.
 *
 * @param release newest release at its newest rollout step, with its newest expiry
 * @param model model of the newest release
 * @param previous model of the domain that scores the events outside the traffic share; empty if the base model scores them, or
 *     if the traffic share is complete and the newest model has not failed on an event
 * @param health whether the newest model has failed on an event
 */
record DomainModels(ModelRelease release, OnnxModel model, Optional<OnnxModel> previous, Health health) {
    /** Whether the newest model has failed on an event. */
    enum Health {
        /** It has not failed. */
        SERVING,
        /** It failed on an event that no other model could score. It still serves; its previous release is loaded as well. */
        SUSPECT,
        /** It failed on an event that another model has scored. Other models score the events of the domain. */
        FAILED
    }

    static DomainModels single(OnnxModel model) {
        return new DomainModels(model.release(), model, Optional.empty(), Health.SERVING);
    }

    boolean failed() {
        return health == Health.FAILED;
    }

    DomainModels withHealth(Health next) {
        return new DomainModels(release, model, previous, next);
    }

    TrafficSplit traffic() {
        return release.traffic();
    }

    /** Adds a newer release. */
    DomainModels withNewer(OnnxModel next) {
        if (next.release().traffic().complete()) {
            return single(next);
        }
        if (failed()) {
            return new DomainModels(next.release(), next, previous, Health.SERVING);
        }
        OnnxModel previousModel = models().stream()
                .filter(loaded -> isPreviousRelease(next.release(), loaded.release()))
                .findFirst()
                .orElse(model);
        return new DomainModels(next.release(), next, Optional.of(previousModel), Health.SERVING);
    }

    /** Replaces the record of the release by a newer one, at a later step or with a later expiry. */
    DomainModels withRecord(ModelRelease newer) {
        boolean previousUnused = newer.traffic().complete() && health == Health.SERVING;
        return new DomainModels(newer, model, previousUnused ? Optional.empty() : previous, health);
    }

    /** Sets the model for the events outside the traffic share. */
    DomainModels withPrevious(OnnxModel previousModel) {
        return new DomainModels(release, model, Optional.of(previousModel), health);
    }

    /** Whether {@code other} scores the events that the newest release does not score, and is not loaded yet. */
    boolean isMissingPrevious(ModelRelease other) {
        return (!traffic().complete() || health != Health.SERVING)
                && isPreviousRelease(release, other)
                && previous.filter(loaded -> loaded.release().id().equals(other.id()))
                        .isEmpty();
    }

    List<OnnxModel> models() {
        return Stream.concat(Stream.of(model), previous.stream()).toList();
    }

    private static boolean isPreviousRelease(ModelRelease release, ModelRelease other) {
        Optional<PreviousRelease> previous = release.previous();
        return previous.isPresent()
                && previous.get().domain().equals(other.domain())
                && previous.get().version() == other.version();
    }
}
