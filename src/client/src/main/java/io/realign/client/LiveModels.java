package io.realign.client;

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
public final class LiveModels implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<String, Serving> lineages = Map.of();

    /** Puts a loaded model or a step in the place of an older one; a model that is not newer is closed. */
    public Outcome settle(Loading loading, Instant now) {
        if (loading instanceof Loading.Loaded loaded) {
            return activate(loaded, now);
        }
        if (loading instanceof Loading.Stepped stepped) {
            return step(stepped.release(), now);
        }
        return (Failed) loading;
    }

    /** Whether {@link #score} has an answer for the domain's events. */
    public boolean serves(String domain) {
        return serving(domain).isPresent();
    }

    /**
     * The newest model of a domain, if it is there. For a user that settles and looks on one thread: what is settled next
     * may close it.
     */
    public Optional<OnnxModel> serving(String domain) {
        lock.readLock().lock();
        try {
            return lineage(domain).map(Serving::model);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What the model says whose share the event belongs to; empty while neither the domain nor all together have one. */
    public Optional<Scored> score(FeatureEvent event) {
        lock.readLock().lock();
        try {
            return lineage(event.domain()).map(serving -> score(serving, event));
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        Map<String, Serving> last;
        lock.writeLock().lock();
        try {
            last = lineages;
            lineages = Map.of();
        } finally {
            lock.writeLock().unlock();
        }
        last.values().stream().flatMap(serving -> serving.models().stream()).forEach(OnnxModel::close);
    }

    private Optional<Serving> lineage(String domain) {
        Serving own = lineages.get(domain);
        return Optional.ofNullable(own == null ? lineages.get(ModelRelease.SHARED) : own);
    }

    private Scored score(Serving serving, FeatureEvent event) {
        if (serving.exposure().serves(event.id())) {
            return new Scored(predict(serving.model(), event), Optional.empty());
        }
        Prediction prediction = predict(remaining(serving), event);
        Optional<ShadowPrediction> shadow = serving.exposure().shadows(event.id())
                ? Optional.of(new ShadowPrediction(prediction, predict(serving.model(), event)))
                : Optional.empty();
        return new Scored(prediction, shadow);
    }

    /** An event rather has the newest model's answer than none. */
    private OnnxModel remaining(Serving serving) {
        return serving.rest()
                .or(() -> lineage(ModelRelease.SHARED).map(Serving::model))
                .orElse(serving.model());
    }

    private Outcome activate(Loading.Loaded loaded, Instant now) {
        ModelRelease release = loaded.release();
        Serving before;
        Serving after;
        lock.writeLock().lock();
        try {
            before = lineages.get(release.domain());
            if (before == null) {
                after = Serving.alone(loaded.model());
            } else if (before.release().version() < release.version()) {
                after = before.followedBy(loaded.model());
            } else if (before.lacks(release)) {
                after = before.beside(loaded.model());
            } else {
                loaded.discard();
                return new Outcome.Ignored(release, before.release().version());
            }
            put(release.domain(), after);
        } finally {
            lock.writeLock().unlock();
        }
        closeReplaced(before, after);
        return after.model() == loaded.model()
                ? new Outcome.Activated(release, loaded.at(), now)
                : new Outcome.Remains(release);
    }

    private Outcome step(ModelRelease release, Instant now) {
        Serving before;
        Serving after;
        lock.writeLock().lock();
        try {
            before = lineages.get(release.domain());
            if (before == null
                    || !before.release().id().equals(release.id())
                    || before.exposure().step() >= release.exposure().step()) {
                return new Outcome.Ignored(
                        release, before == null ? 0 : before.release().version());
            }
            after = before.at(release);
            put(release.domain(), after);
        } finally {
            lock.writeLock().unlock();
        }
        closeReplaced(before, after);
        return new Outcome.Stepped(release, before.exposure().share(), now);
    }

    private void put(String domain, Serving serving) {
        Map<String, Serving> next = new HashMap<>(lineages);
        next.put(domain, serving);
        lineages = Map.copyOf(next);
    }

    private static void closeReplaced(Serving before, Serving after) {
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
