package io.realign.client;

import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * The models that serve, one for each domain with a release of its own, and the shared one for all others.
 *
 * <p>An event holds the read lock while it is scored. A swap takes the write lock, so it falls between two events: the
 * model that it replaced has no event in flight any more, and is closed while the next one is scored.
 */
public final class LiveModels implements AutoCloseable {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private Map<String, OnnxModel> models = Map.of();

    /** Puts a loaded model in the place of an older one, or closes it if it is not newer. */
    public Outcome settle(Loading loading, Instant now) {
        if (loading instanceof Loading.Loaded loaded) {
            return activate(loaded, now);
        }
        return (Failed) loading;
    }

    /** Whether {@link #predict} has an answer for the domain's events. */
    public boolean serves(String domain) {
        return serving(domain).isPresent();
    }

    /**
     * The model that serves a domain, if it is there. For a user that settles and looks on one thread: what is settled next
     * may close it.
     */
    public Optional<OnnxModel> serving(String domain) {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(model(domain));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** What the model of the event's domain says; empty while neither it nor the shared one is there. */
    public Optional<Prediction> predict(FeatureEvent event) {
        lock.readLock().lock();
        try {
            return Optional.ofNullable(model(event.domain())).map(model -> predict(model, event));
        } finally {
            lock.readLock().unlock();
        }
    }

    @Override
    public void close() {
        lock.writeLock().lock();
        try {
            models.values().forEach(OnnxModel::close);
            models = Map.of();
        } finally {
            lock.writeLock().unlock();
        }
    }

    private OnnxModel model(String domain) {
        OnnxModel own = models.get(domain);
        return own == null ? models.get(ModelRelease.SHARED) : own;
    }

    private Outcome activate(Loading.Loaded loaded, Instant now) {
        ModelRelease release = loaded.release();
        OnnxModel before;
        lock.writeLock().lock();
        try {
            before = models.get(release.domain());
            if (before != null && before.release().version() >= release.version()) {
                loaded.discard();
                return new Outcome.Ignored(release, before.release().version());
            }
            Map<String, OnnxModel> next = new HashMap<>(models);
            next.put(release.domain(), loaded.model());
            models = Map.copyOf(next);
        } finally {
            lock.writeLock().unlock();
        }
        if (before != null) {
            before.close();
        }
        return new Outcome.Activated(release, loaded.at(), now);
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
