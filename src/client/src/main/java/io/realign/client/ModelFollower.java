package io.realign.client;

import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.Announcement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores events with the newest release of their domain, and tells {@code rollouts} which that is.
 *
 * <pre>{@code
 * var keys = TrustedKeys.read(Path.of("trusted-keys.pem"));
 * var settings = new FollowerSettings(
 *         "billing-1", "127.0.0.1:9092", URI.create("http://127.0.0.1:8080"), Path.of("models"), keys);
 * try (var follower = new ModelFollower(settings, Clock.systemUTC())) {
 *     follower.awaitFirst(Duration.ofMinutes(1));
 *     Prediction prediction = follower.predict(event);
 * }
 * }</pre>
 *
 * <p>Any thread may predict. Releases are read, loaded and swapped in the background; while Kafka or the adapter is away,
 * what serves serves on. It begins with the releases that have served from the same cache before, verified anew, so it needs
 * neither of the two to start. From there on versions only grow: if {@code models} is ever made anew, so must the cache.
 */
public final class ModelFollower implements AutoCloseable {
    /** The staleness of what has not been read to its end so far. */
    public static final Duration NEVER = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** How often it is looked whether there is more to read. */
    static final Duration READ_TO_END_EVERY = Duration.ofSeconds(1);

    /** How often the cache is told of that: what a start without Kafka takes itself to be staler than it is. */
    private static final Duration NOTED_EVERY = Duration.ofSeconds(10);

    private final FollowerSettings settings;
    private final InstantSource clock;
    private final SwapListener listener;
    private final LiveModels models = new LiveModels();
    private final FollowerCounts counts = new FollowerCounts();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Journeys journeys = new Journeys();
    private final ReleaseShelf shelf;
    private final Reports reports;
    private final BackgroundLoader loader;
    private final Thread thread = new Thread(this::follow, "model-follower");

    /** What was on the shelf at the start and has not been met on the topic yet; the follower's thread alone. */
    private final Map<String, ModelRelease> begunWith = new HashMap<>();

    /** What was on the shelf at the start and has not been tried yet, by id. */
    private final Set<String> untried = ConcurrentHashMap.newKeySet();

    /** The loading thread alone. */
    private boolean serves;

    private Instant lookedAt = Instant.MIN;
    private Instant notedAt = Instant.MIN;
    private volatile Instant readAt;

    /** Begins to follow at once. */
    public ModelFollower(FollowerSettings settings, InstantSource clock) {
        this(settings, clock, (domain, version, share) -> {});
    }

    /**
     * Begins to follow at once.
     *
     * @param listener hears of each swap
     */
    public ModelFollower(FollowerSettings settings, InstantSource clock, SwapListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.shelf = new ReleaseShelf(settings.cache(), settings.keys(), clock);
        this.readAt = shelf.readAt();
        this.reports = new Reports(settings.bootstrap(), counts);
        Artifacts artifacts = new Artifacts(settings.adapter(), settings.cache(), clock);
        this.loader = new BackgroundLoader(new ModelLoader(artifacts, clock), RETRY_AFTER, this::settle);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the first model to serve, and for all those that serve from the cache; false if that was not so within
     * {@code patience}.
     */
    public boolean awaitFirst(Duration patience) throws InterruptedException {
        return first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Scores one event.
     *
     * @throws IllegalStateException while neither the event's domain nor all domains together have a release
     * @throws StaleException if the settings bound the staleness and it is exceeded
     * @throws IllegalArgumentException if the event has another number of features than the release
     */
    public Prediction predict(FeatureEvent event) {
        long begin = System.nanoTime();
        try {
            settings.staleAfter().ifPresent(this::requireFresh);
            Scored scored = models.score(event)
                    .orElseThrow(() -> new IllegalStateException("expected a release for the domain '" + event.domain()
                            + "' or a shared one, got neither so far: wait with awaitFirst"));
            scored.shadow().ifPresent(reports::send);
            counts.predicted(scored.prediction());
            return scored.prediction();
        } finally {
            counts.spent(System.nanoTime() - begin);
        }
    }

    /**
     * How long ago {@code models} was last known to be read to its end, by this follower or by one before it that had the
     * same cache. About a second while all is well; {@link #NEVER} if it has not been so far. It does not say that each
     * release could be loaded, which {@link FollowerMetrics#failedLoads()} does.
     */
    public Duration staleness() {
        Instant at = readAt;
        return at.equals(Instant.MIN) ? NEVER : notNegative(Duration.between(at, clock.instant()));
    }

    /** What it has done so far. */
    public FollowerMetrics metrics() {
        return counts.snapshot(loader.effort(), staleness());
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        loader.close();
        reports.close();
        models.close();
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private void requireFresh(Duration bound) {
        Duration staleness = staleness();
        if (staleness.compareTo(bound) > 0) {
            throw new StaleException(
                    ("expected to have read models at %s to its end within the last %s, got %s: see that the broker can be"
                                    + " reached from here, or allow more with staleAfter")
                            .formatted(
                                    settings.bootstrap(),
                                    bound,
                                    staleness.equals(NEVER) ? "no end so far" : staleness));
        }
    }

    private void settle(Loading loading) {
        Outcome outcome = models.settle(loading, clock.instant());
        LOG.info("{}", outcome);
        outcome.reports(settings.consumer()).forEach(reports::send);
        if (outcome instanceof Outcome.Activated) {
            swapped(outcome.release());
            serves = true;
        } else if (outcome instanceof Outcome.Stepped stepped) {
            step(stepped);
        } else if (outcome instanceof Failed) {
            counts.failed();
        }
        untried.remove(outcome.release().id());
        if (serves && untried.isEmpty()) {
            first.countDown();
        }
    }

    private void step(Outcome.Stepped stepped) {
        if (stepped.shareBefore() == stepped.release().exposure().share()) {
            shelf.serves(stepped.release());
        } else {
            swapped(stepped.release());
        }
    }

    private void swapped(ModelRelease release) {
        shelf.serves(release);
        counts.swapped(release.domain(), release.version());
        try {
            listener.swapped(journeys.end(release, clock.instant()));
        } catch (RuntimeException e) {
            LOG.error("the listener failed on {}, which serves all the same", release.name(), e);
        }
    }

    /** As if they came over Kafka, which may be away. */
    private void begin() {
        for (Announcement kept : shelf.read()) {
            if (kept instanceof Announcement.Released released) {
                begunWith.put(released.release().domain(), released.release());
                untried.add(released.release().id());
            } else if (kept instanceof Announcement.Refused refused) {
                refuse(refused);
            }
        }
        begunWith.values().forEach(loader::submit);
    }

    private void hear(Heard heard) {
        if (heard.announcement() instanceof Announcement.Released released) {
            if (!isHistory(released.release())) {
                shelf.hear(heard.signed(), released.release());
                journeys.begin(released.release(), clock.instant(), released.traceparent());
                loader.submit(released.release());
            }
        } else if (heard.announcement() instanceof Announcement.Refused refused) {
            refuse(refused);
        }
    }

    /** What the topic still holds from before the release that this consumer began with, and nobody has replayed. */
    private boolean isHistory(ModelRelease release) {
        ModelRelease kept = begunWith.get(release.domain());
        boolean history = kept != null && release.version() < kept.version();
        if (!history) {
            begunWith.remove(release.domain());
        }
        return history;
    }

    private void refuse(Announcement.Refused refused) {
        LOG.warn("{}", refused);
        counts.failed();
        reports.send(RolloutMessage.refused(settings.consumer(), refused, clock.instant()));
    }

    private void look(ReleaseReader reader) {
        Instant now = clock.instant();
        if (Duration.between(lookedAt, now).compareTo(READ_TO_END_EVERY) >= 0) {
            lookedAt = now;
            if (reader.atEnd()) {
                atEnd(now);
            }
        }
    }

    private void atEnd(Instant now) {
        readAt = now;
        if (Duration.between(notedAt, now).compareTo(NOTED_EVERY) >= 0) {
            notedAt = now;
            shelf.readAt(now);
        }
        begunWith
                .values()
                .forEach(kept -> LOG.warn(
                        "{} is in {} and not on models; older versions are refused. If models was made anew, empty the cache",
                        kept.name(),
                        settings.cache()));
        begunWith.clear();
    }

    private void follow() {
        begin();
        while (closed.getCount() > 0) {
            try (ReleaseReader reader = new ReleaseReader(settings.bootstrap(), settings.keys(), clock)) {
                while (closed.getCount() > 0) {
                    read(reader);
                }
            } catch (KafkaException e) {
                LOG.error("releases cannot be read; tried again in {}, what serves serves on", PAUSE, e);
                pause();
            }
        }
    }

    /** The reader goes on where it failed: read again from the beginning, old releases would pass for replayed ones. */
    private void read(ReleaseReader reader) {
        try {
            reader.hear(POLL, this::hear);
            look(reader);
        } catch (RuntimeException e) {
            LOG.error("releases cannot be read; tried again in {}, what serves serves on", PAUSE, e);
            pause();
        }
    }

    private void pause() {
        try {
            closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread " + thread.getName(), e);
        }
    }
}
