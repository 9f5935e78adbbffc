package io.realign.client.internal;

import io.realign.client.internal.DomainModels.Health;
import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.model.ReleaseOrder;
import io.realign.rollout.Prediction;
import io.realign.rollout.ShadowPrediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serving models of all domains with a release of their own, and the base model for all other domains. During a rollout a
 * domain has two models; each event is scored by exactly one of them.
 *
 * <p>Scoring holds the read lock, activation the write lock. A replaced model therefore scores no event when it is closed.
 */
public final class ServingModels implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServingModels.class);

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<String, DomainModels> modelsByDomain = Map.of();

    /** Activates a loaded model, a rollout step or a renewal. Closes a model that is not newer than the serving one. */
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
                    : withRecord(before, release);
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

    /** Number of domains whose newest release has expired. */
    int expiredReleases(Instant now) {
        lock.readLock().lock();
        try {
            return (int) modelsByDomain.values().stream()
                    .filter(serving -> serving.release().isExpiredAt(now))
                    .count();
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * Scores an event according to the traffic split; empty if there is neither a model of the domain nor the base model.
     *
     * @throws ModelRunException if a model fails on the event
     */
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
        if (!serving.failed() && serving.traffic().serves(event.id())) {
            return new ScoringResult(predict(serving.model(), event), Optional.empty());
        }
        Prediction prediction = predict(previousModel(serving), event);
        Optional<ShadowPrediction> shadow =
                !serving.failed() && serving.traffic().shadows(event.id())
                        ? Optional.of(new ShadowPrediction(prediction, predict(serving.model(), event)))
                        : Optional.empty();
        return new ScoringResult(prediction, shadow);
    }

    /**
     * Scores an event with the other models of its domain or with the base model, after one model has failed on the event. If
     * another model scores it and the failed release is the newest of the domain, the other models also score the next events of the
     * domain. If all models fail, the event is the likely cause, and the release stays in use.
     */
    FallbackResult scoreAfterFailure(FeatureEvent event, ModelRelease failed) {
        Optional<Prediction> prediction = scoreWithout(failed, event);
        Health health = prediction.isPresent() ? Health.FAILED : Health.SUSPECT;
        lock.writeLock().lock();
        try {
            Optional<DomainModels> failedModels = modelsFor(event.domain())
                    .filter(serving -> serving.release().id().equals(failed.id()))
                    .filter(serving -> serving.health().compareTo(health) < 0);
            failedModels.ifPresent(serving -> replace(failed.domain(), serving.withHealth(health)));
            return new FallbackResult(prediction, failedModels.map(serving -> health));
        } finally {
            lock.writeLock().unlock();
        }
    }

    /**
     * Result of scoring an event after a model has failed on it.
     *
     * @param prediction prediction of another model; empty if all fail
     * @param changedHealth new health of the failed release; empty if it has not changed
     */
    record FallbackResult(Optional<Prediction> prediction, Optional<Health> changedHealth) {}

    private Optional<Prediction> scoreWithout(ModelRelease failed, FeatureEvent event) {
        lock.readLock().lock();
        try {
            return modelsFor(event.domain()).stream()
                    .flatMap(serving -> Stream.of(
                                    serving.previous(),
                                    modelsFor(ModelRelease.SHARED).map(DomainModels::model),
                                    Optional.of(serving.model()))
                            .flatMap(Optional::stream))
                    .filter(model -> !model.release().id().equals(failed.id()))
                    .flatMap(model -> tryPredict(model, event).stream())
                    .findFirst();
        } finally {
            lock.readLock().unlock();
        }
    }

    private static Optional<Prediction> tryPredict(OnnxModel model, FeatureEvent event) {
        try {
            return Optional.of(predict(model, event));
        } catch (ModelRunException e) {
            LOG.debug("fallback model failed on event {}", event.id(), e);
            return Optional.empty();
        }
    }

    /** Returns the previous model; while it is not loaded, the base model or else the newest model. */
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

    /** Replaces the record of a loaded release by a newer one of the same release. */
    private static Optional<DomainModels> withRecord(DomainModels before, ModelRelease release) {
        return Optional.ofNullable(before)
                .filter(serving -> serving.release().id().equals(release.id())
                        && ReleaseOrder.of(serving.release(), release) == ReleaseOrder.NEWER)
                // A failed release can be renewed, but does not take traffic again.
                .filter(serving -> !serving.failed()
                        || serving.traffic().step() == release.traffic().step())
                .map(serving -> serving.withRecord(release));
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
        ModelRelease release = model.release();
        List<Float> boxed = new ArrayList<>(probabilities.length);
        for (float probability : probabilities) {
            if (!Float.isFinite(probability)) {
                throw new ModelRunException(
                        release, "expected finite probabilities, got " + Arrays.toString(probabilities), null);
            }
            boxed.add(probability);
        }
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
