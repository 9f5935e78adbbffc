package io.realign.client;

import io.realign.client.internal.ActivationResult;
import io.realign.client.internal.ArtifactFetcher;
import io.realign.client.internal.BackgroundLoader;
import io.realign.client.internal.FollowerCounters;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.LoadResult;
import io.realign.client.internal.ModelLoader;
import io.realign.client.internal.ReceivedRelease;
import io.realign.client.internal.ReleaseCache;
import io.realign.client.internal.ReleaseReader;
import io.realign.client.internal.RolloutMessage;
import io.realign.client.internal.RolloutReporter;
import io.realign.client.internal.RolloutTimings;
import io.realign.client.internal.ScoringResult;
import io.realign.client.internal.ServingModels;
import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.ReleaseAnnouncement;
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
    private static final Duration INITIAL_LOAD_BACKOFF = Duration.ofSeconds(1);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(5);

    /** How often it is looked whether there is more to read. */
    static final Duration END_CHECK_INTERVAL = Duration.ofSeconds(1);

    /** How often the cache is told of that: what a start without Kafka takes itself to be staler than it is. */
    private static final Duration READ_TIME_SAVE_INTERVAL = Duration.ofSeconds(10);

    private final FollowerSettings settings;
    private final InstantSource clock;
    private final SwapListener listener;
    private final ServingModels models = new ServingModels();
    private final FollowerCounters counts = new FollowerCounters();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RolloutTimings timings = new RolloutTimings();
    private final ReleaseCache releaseCache;
    private final RolloutReporter reporter;
    private final BackgroundLoader loader;
    private final Thread thread = new Thread(this::follow, "model-follower");

    /** What was on the shelf at the start and has not been met on the topic yet; the follower's thread alone. */
    private final Map<String, ModelRelease> cachedReleases = new HashMap<>();

    /** What was on the shelf at the start and has not been tried yet, by id. */
    private final Set<String> untriedReleaseIds = ConcurrentHashMap.newKeySet();

    /** The loading thread alone. */
    private boolean serving;

    private Instant endCheckedAt = Instant.MIN;
    private Instant readTimeSavedAt = Instant.MIN;
    private volatile Instant readToEndAt;

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
        this.releaseCache = new ReleaseCache(settings.cacheDirectory(), settings.trustedKeys(), clock);
        this.readToEndAt = releaseCache.readToEndAt();
        this.reporter = new RolloutReporter(settings.bootstrapServers(), counts);
        ArtifactFetcher artifacts = new ArtifactFetcher(settings.adapterAddress(), settings.cacheDirectory(), clock);
        this.loader = new BackgroundLoader(new ModelLoader(artifacts, clock), INITIAL_LOAD_BACKOFF, this::onLoadResult);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits for the first model to serve, and for all those that serve from the cache; false if that was not so within
     * {@code patience}.
     */
    public boolean awaitReady(Duration patience) throws InterruptedException {
        return ready.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Scores one event.
     *
     * @throws IllegalStateException while neither the event's domain nor all domains together have a release
     * @throws StaleModelException if the settings bound the staleness and it is exceeded
     * @throws IllegalArgumentException if the event has another number of features than the release
     */
    public Prediction predict(FeatureEvent event) {
        long begin = System.nanoTime();
        try {
            settings.maxStaleness().ifPresent(this::requireFresh);
            ScoringResult scored = models.score(event)
                    .orElseThrow(() -> new IllegalStateException("expected a release for the domain '" + event.domain()
                            + "' or a shared one, got neither so far: wait with awaitFirst"));
            scored.shadow().ifPresent(reporter::send);
            counts.countPrediction(scored.prediction());
            return scored.prediction();
        } finally {
            counts.addPredictionTime(System.nanoTime() - begin);
        }
    }

    /**
     * How long ago {@code models} was last known to be read to its end, by this follower or by one before it that had the
     * same cache. About a second while all is well; {@link #NEVER} if it has not been so far. It does not say that each
     * release could be loaded, which {@link FollowerMetrics#failedLoads()} does.
     */
    public Duration staleness() {
        Instant at = readToEndAt;
        return at.equals(Instant.MIN) ? NEVER : notNegative(Duration.between(at, clock.instant()));
    }

    /** What it has done so far. */
    public FollowerMetrics metrics() {
        return counts.snapshot(loader.loadStatistics(), staleness());
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
        reporter.close();
        models.close();
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private void requireFresh(Duration bound) {
        Duration staleness = staleness();
        if (staleness.compareTo(bound) > 0) {
            throw new StaleModelException(
                    ("expected to have read models at %s to its end within the last %s, got %s: see that the broker can be"
                                    + " reached from here, or allow more with staleAfter")
                            .formatted(
                                    settings.bootstrapServers(),
                                    bound,
                                    staleness.equals(NEVER) ? "no end so far" : staleness));
        }
    }

    private void onLoadResult(LoadResult loading) {
        ActivationResult outcome = models.apply(loading, clock.instant());
        LOG.info("{}", outcome);
        outcome.rolloutStatuses(settings.consumerName()).forEach(reporter::send);
        if (outcome instanceof ActivationResult.Activated) {
            onSwap(outcome.release());
            serving = true;
        } else if (outcome instanceof ActivationResult.StepApplied stepped) {
            onStepApplied(stepped);
        } else if (outcome instanceof LoadFailure) {
            counts.countFailedLoad();
        }
        untriedReleaseIds.remove(outcome.release().id());
        if (serving && untriedReleaseIds.isEmpty()) {
            ready.countDown();
        }
    }

    private void onStepApplied(ActivationResult.StepApplied stepped) {
        if (stepped.previousTrafficShare() == stepped.release().traffic().trafficShare()) {
            releaseCache.storeServing(stepped.release());
        } else {
            onSwap(stepped.release());
        }
    }

    private void onSwap(ModelRelease release) {
        releaseCache.storeServing(release);
        counts.countSwap(release.domain(), release.version());
        try {
            listener.swapped(timings.recordSwap(release, clock.instant()));
        } catch (RuntimeException e) {
            LOG.error("the listener failed on {}, which serves all the same", release.displayName(), e);
        }
    }

    /** As if they came over Kafka, which may be away. */
    private void loadCachedReleases() {
        for (ReleaseAnnouncement kept : releaseCache.read()) {
            if (kept instanceof ReleaseAnnouncement.Verified released) {
                cachedReleases.put(released.release().domain(), released.release());
                untriedReleaseIds.add(released.release().id());
            } else if (kept instanceof ReleaseAnnouncement.Invalid refused) {
                reportInvalid(refused);
            }
        }
        cachedReleases.values().forEach(loader::submit);
    }

    private void onRelease(ReceivedRelease heard) {
        if (heard.announcement() instanceof ReleaseAnnouncement.Verified released) {
            if (!isOlderThanCached(released.release())) {
                releaseCache.addPending(heard.signed(), released.release());
                timings.recordAnnouncement(released.release(), clock.instant(), released.traceparent());
                loader.submit(released.release());
            }
        } else if (heard.announcement() instanceof ReleaseAnnouncement.Invalid refused) {
            reportInvalid(refused);
        }
    }

    /** What the topic still holds from before the release that this consumer began with, and nobody has replayed. */
    private boolean isOlderThanCached(ModelRelease release) {
        ModelRelease kept = cachedReleases.get(release.domain());
        boolean history = kept != null && release.version() < kept.version();
        if (!history) {
            cachedReleases.remove(release.domain());
        }
        return history;
    }

    private void reportInvalid(ReleaseAnnouncement.Invalid refused) {
        LOG.warn("{}", refused);
        counts.countFailedLoad();
        reporter.send(RolloutMessage.ofInvalidRelease(settings.consumerName(), refused, clock.instant()));
    }

    private void checkEndOfTopic(ReleaseReader reader) {
        Instant now = clock.instant();
        if (Duration.between(endCheckedAt, now).compareTo(END_CHECK_INTERVAL) >= 0) {
            endCheckedAt = now;
            if (reader.atEnd()) {
                onEndOfTopic(now);
            }
        }
    }

    private void onEndOfTopic(Instant now) {
        readToEndAt = now;
        if (Duration.between(readTimeSavedAt, now).compareTo(READ_TIME_SAVE_INTERVAL) >= 0) {
            readTimeSavedAt = now;
            releaseCache.readToEndAt(now);
        }
        cachedReleases
                .values()
                .forEach(kept -> LOG.warn(
                        "{} is in {} and not on models; older versions are refused. If models was made anew, empty the cache",
                        kept.displayName(),
                        settings.cacheDirectory()));
        cachedReleases.clear();
    }

    private void follow() {
        loadCachedReleases();
        while (closed.getCount() > 0) {
            try (ReleaseReader reader = new ReleaseReader(settings.bootstrapServers(), settings.trustedKeys(), clock)) {
                while (closed.getCount() > 0) {
                    read(reader);
                }
            } catch (KafkaException e) {
                LOG.error("releases cannot be read; tried again in {}, what serves serves on", RETRY_INTERVAL, e);
                waitBeforeRetry();
            }
        }
    }

    /** The reader goes on where it failed: read again from the beginning, old releases would pass for replayed ones. */
    private void read(ReleaseReader reader) {
        try {
            reader.pollRecords(POLL_TIMEOUT, this::onRelease);
            checkEndOfTopic(reader);
        } catch (RuntimeException e) {
            LOG.error("releases cannot be read; tried again in {}, what serves serves on", RETRY_INTERVAL, e);
            waitBeforeRetry();
        }
    }

    private void waitBeforeRetry() {
        try {
            closed.await(RETRY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the thread " + thread.getName(), e);
        }
    }
}
