package io.realign.client.internal;

import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.rollout.ShadowPrediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The models that serve: those of each domain with a release of its own, and the shared one for all others. While a release
 * is being rolled out there are two, and each event is scored by exactly one of them.
 *
 * <p>An event holds the read lock while it is scored. A swap takes the write lock, so it falls between two events: the
 * model that it replaced has no event in flight any more, and is closed while the next one is scored.
 */
public final class ServingModels implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<String, DomainModels> modelsByDomain = Map.of();

    /** Puts a loaded model or a step in the place of an older one; a model that is not newer is closed. */
    public ActivationResult apply(LoadResult loading, Instant now) {
        if (loading instanceof LoadResult.Loaded loaded) {
            return activate(loaded, now);
        }
        if (loading instanceof LoadResult.StepAnnounced stepped) {
            return step(stepped.release(), now);
        }
        return (LoadFailure) loading;
    }

    /** Whether {@link #score} has an answer for the domain's events. */
    public boolean canScore(String domain) {
        return newestModel(domain).isPresent();
    }

    /**
     * The newest model of a domain, if it is there. For a user that settles and looks on one thread: what is settled next
     * may close it.
     */
    public Optional<OnnxModel> newestModel(String domain) {
        lock.readLock().lock();
        try {
            return modelsFor(domain).map(DomainModels::model);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What the model says whose share the event belongs to; empty while neither the domain nor all together have one. */
    public Optional<ScoringResult> score(FeatureEvent event) {
        lock.readLock().lock();
        try {
            return modelsFor(event.domain()).map(serving -> score(serving, event));
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        Map<String, DomainModels> last;
        lock.writeLock().lock();
        try {
            last = modelsByDomain;
            modelsByDomain = Map.of();
        } finally {
            lock.writeLock().unlock();
        }
        last.values().stream().flatMap(serving -> serving.models().stream()).forEach(OnnxModel::close);
    }

    private Optional<DomainModels> modelsFor(String domain) {
        DomainModels own = modelsByDomain.get(domain);
        return Optional.ofNullable(own == null ? modelsByDomain.get(ModelRelease.SHARED) : own);
    }

    private ScoringResult score(DomainModels serving, FeatureEvent event) {
        if (serving.exposure().serves(event.id())) {
            return new ScoringResult(predict(serving.model(), event), Optional.empty());
        }
        Prediction prediction = predict(previousModel(serving), event);
        Optional<ShadowPrediction> shadow = serving.exposure().shadows(event.id())
                ? Optional.of(new ShadowPrediction(prediction, predict(serving.model(), event)))
                : Optional.empty();
        return new ScoringResult(prediction, shadow);
    }

    /** An event rather has the newest model's answer than none. */
    private OnnxModel previousModel(DomainModels serving) {
        return serving.previous()
                .or(() -> modelsFor(ModelRelease.SHARED).map(DomainModels::model))
                .orElse(serving.model());
    }

    private ActivationResult activate(LoadResult.Loaded loaded, Instant now) {
        ModelRelease release = loaded.release();
        DomainModels before;
        DomainModels after;
        lock.writeLock().lock();
        try {
            before = modelsByDomain.get(release.domain());
            if (before == null) {
                after = DomainModels.single(loaded.model());
            } else if (before.release().version() < release.version()) {
                after = before.withNewer(loaded.model());
            } else if (before.isMissingPrevious(release)) {
                after = before.withPrevious(loaded.model());
            } else {
                loaded.discard();
                return new ActivationResult.Ignored(release, before.release().version());
            }
            replace(release.domain(), after);
        } finally {
            lock.writeLock().unlock();
        }
        closeReplaced(before, after);
        return after.model() == loaded.model()
                ? new ActivationResult.Activated(release, loaded.loadedAt(), now)
                : new ActivationResult.ActivatedAsPrevious(release);
    }

    private ActivationResult step(ModelRelease release, Instant now) {
        DomainModels before;
        DomainModels after;
        lock.writeLock().lock();
        try {
            before = modelsByDomain.get(release.domain());
            if (before == null
                    || !before.release().id().equals(release.id())
                    || before.exposure().step() >= release.traffic().step()) {
                return new ActivationResult.Ignored(
                        release, before == null ? 0 : before.release().version());
            }
            after = before.atStep(release);
            replace(release.domain(), after);
        } finally {
            lock.writeLock().unlock();
        }
        closeReplaced(before, after);
        return new ActivationResult.StepApplied(release, before.exposure().trafficShare(), now);
    }

    private void replace(String domain, DomainModels serving) {
        Map<String, DomainModels> next = new HashMap<>(modelsByDomain);
        next.put(domain, serving);
        modelsByDomain = Map.copyOf(next);
    }

    private static void closeReplaced(DomainModels before, DomainModels after) {
        if (before != null) {
            List<OnnxModel> kept = after.models();
            before.models().stream().filter(model -> !kept.contains(model)).forEach(OnnxModel::close);
        }
    }

    private static Prediction predict(OnnxModel model, FeatureEvent event) {
        float[] probabilities = model.probabilities(event.features().values());
        List<Float> boxed = new ArrayList<>(probabilities.length);
        for (float probability : probabilities) {
            boxed.add(probability);
        }
        ModelRelease release = model.release();
        return new Prediction(
                event.id(),
                event.domain(),
                event.time(),
                model.label(probabilities),
                boxed,
                release.domain(),
                release.version());
    }
}
