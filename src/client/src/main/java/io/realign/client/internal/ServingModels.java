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
 * Serving models of all domains with a release of their own, and the shared model for all other domains. During a rollout a
 * domain has two models, and each event is scored by exactly one of them.
 *
 * <p>Scoring holds the read lock, activation the write lock. A replaced model therefore scores no event when it is closed.
 */
public final class ServingModels implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<String, DomainModels> modelsByDomain = Map.of();

    /** Activates a loaded model or a rollout step. A model that is not newer than the serving one is closed. */
    public ActivationResult apply(LoadResult result, Instant now) {
        if (result instanceof LoadResult.Loaded loaded) {
            return activate(loaded, now);
        }
        if (result instanceof LoadResult.StepAnnounced stepped) {
            return step(stepped.release(), now);
        }
        return (LoadFailure) result;
    }

    /** Whether the domain or all domains have a release. */
    public boolean canScore(String domain) {
        return newestModel(domain).isPresent();
    }

    /**
     * The newest model of a domain, or else the shared one. Only for use on the thread that calls {@link #apply}, which may close
     * the model.
     */
    public Optional<OnnxModel> newestModel(String domain) {
        lock.readLock().lock();
        try {
            return modelsFor(domain).map(DomainModels::model);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Scores an event according to the traffic split; empty while neither the domain nor all domains have a release. */
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
        Map<String, DomainModels> closing;
        lock.writeLock().lock();
        try {
            closing = modelsByDomain;
            modelsByDomain = Map.of();
        } finally {
            lock.writeLock().unlock();
        }
        closing.values().stream().flatMap(serving -> serving.models().stream()).forEach(OnnxModel::close);
    }

    private Optional<DomainModels> modelsFor(String domain) {
        DomainModels own = modelsByDomain.get(domain);
        return Optional.ofNullable(own == null ? modelsByDomain.get(ModelRelease.SHARED) : own);
    }

    private ScoringResult score(DomainModels serving, FeatureEvent event) {
        if (serving.traffic().serves(event.id())) {
            return new ScoringResult(predict(serving.model(), event), Optional.empty());
        }
        Prediction prediction = predict(previousModel(serving), event);
        Optional<ShadowPrediction> shadow = serving.traffic().shadows(event.id())
                ? Optional.of(new ShadowPrediction(prediction, predict(serving.model(), event)))
                : Optional.empty();
        return new ScoringResult(prediction, shadow);
    }

    /** Falls back to the newest model while the previous one is not loaded. */
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
                    || before.traffic().step() >= release.traffic().step()) {
                return new ActivationResult.Ignored(
                        release, before == null ? 0 : before.release().version());
            }
            after = before.atStep(release);
            replace(release.domain(), after);
        } finally {
            lock.writeLock().unlock();
        }
        closeReplaced(before, after);
        return new ActivationResult.StepApplied(release, before.traffic().trafficShare(), now);
    }

    private void replace(String domain, DomainModels serving) {
        Map<String, DomainModels> next = new HashMap<>(modelsByDomain);
        next.put(domain, serving);
        modelsByDomain = Map.copyOf(next);
    }

    private static void closeReplaced(DomainModels before, DomainModels after) {
        if (before != null) {
            List<OnnxModel> retained = after.models();
            before.models().stream().filter(model -> !retained.contains(model)).forEach(OnnxModel::close);
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
