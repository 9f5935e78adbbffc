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
 * Serving models of all domains with a release of their own, and the base model for all other domains. During a rollout a
 * domain has two models; each event is scored by exactly one of them.
 *
 * <p>Scoring holds the read lock, activation the write lock. A replaced model therefore scores no event when it is closed.
 */
public final class ServingModels implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<String, DomainModels> modelsByDomain = Map.of();

    /** Activates a loaded model or a rollout step. Closes a model that is not newer than the serving one. */
    public ActivationResult apply(LoadResult result, Instant now) {
        if (result instanceof LoadFailure failure) {
            return failure;
        }
        ModelRelease release = result.release();
        DomainModels before;
        Optional<DomainModels> after;
        lock.writeLock().lock();
        try {
            before = modelsByDomain.get(release.domain());
            after = result instanceof LoadResult.Loaded loaded
                    ? withModel(before, loaded.model())
                    : atStep(before, release);
            after.ifPresent(serving -> replace(release.domain(), serving));
        } finally {
            lock.writeLock().unlock();
        }
        if (after.isEmpty()) {
            result.discard();
            return new ActivationResult.Ignored(
                    release, before == null ? 0 : before.release().version());
        }
        closeReplaced(before, after.get());
        if (!(result instanceof LoadResult.Loaded loaded)) {
            boolean swapped =
                    before.traffic().trafficShare() != release.traffic().trafficShare();
            return new ActivationResult.Activated(release, Optional.empty(), swapped, now);
        }
        boolean swapped = true;
        return after.get().model() == loaded.model()
                ? new ActivationResult.Activated(release, Optional.of(loaded.loadedAt()), swapped, now)
                : new ActivationResult.ActivatedAsPrevious(release);
    }

    /** Whether there is a model of the domain or the base model. */
    public boolean canScore(String domain) {
        return newestModel(domain).isPresent();
    }

    /**
     * The newest model of a domain, or else the base model. Use the model only on the thread that calls {@link #apply}, since
     * {@link #apply} closes replaced models.
     */
    public Optional<OnnxModel> newestModel(String domain) {
        lock.readLock().lock();
        try {
            return modelsFor(domain).map(DomainModels::model);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Scores an event according to the traffic split; empty if there is neither a model of the domain nor the base model. */
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

    /** Adds a model to those of its domain; empty if it is neither newer nor the missing previous model. */
    private static Optional<DomainModels> withModel(DomainModels before, OnnxModel model) {
        if (before == null) {
            return Optional.of(DomainModels.single(model));
        }
        if (before.release().version() < model.release().version()) {
            return Optional.of(before.withNewer(model));
        }
        return before.isMissingPrevious(model.release()) ? Optional.of(before.withPrevious(model)) : Optional.empty();
    }

    private static Optional<DomainModels> atStep(DomainModels before, ModelRelease release) {
        return Optional.ofNullable(before)
                .filter(serving -> serving.release().id().equals(release.id())
                        && serving.traffic().step() < release.traffic().step())
                .map(serving -> serving.atStep(release));
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
