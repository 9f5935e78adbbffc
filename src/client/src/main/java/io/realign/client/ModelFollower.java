package io.realign.client;

import io.realign.client.internal.ActivationResult;
import io.realign.client.internal.ArtifactFetcher;
import io.realign.client.internal.FollowerCounters;
import io.realign.client.internal.KafkaAccess;
import io.realign.client.internal.LoadFailure;
import io.realign.client.internal.ModelLoader;
import io.realign.client.internal.ReleaseCache;
import io.realign.client.internal.ReleaseFollower;
import io.realign.client.internal.ReleaseReader;
import io.realign.client.internal.RetryPolicy;
import io.realign.client.internal.RolloutReporter;
import io.realign.client.internal.RolloutTimings;
import io.realign.client.internal.ScoringOutcome;
import io.realign.client.internal.ScoringResult;
import io.realign.event.FeatureEvent;
import io.realign.model.ModelRelease;
import io.realign.rollout.Prediction;
import io.realign.schemas.KafkaGrant.Operation;
import io.realign.schemas.ReleaseVerification;
import io.realign.schemas.SignedRelease;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores events with the newest release of their domain and reports the status of each release to the topic {@code rollouts}.
 *
 * <pre>{@code
 * var keys = TrustedKeys.read(Path.of("trusted-keys.pem"));
 * var settings = new FollowerSettings(
 *         "billing-1", "127.0.0.1:9092", URI.create("http://127.0.0.1:8080"), Path.of("models"), keys);
 * try (var follower = new ModelFollower(settings, Clock.systemUTC())) {
 *     follower.awaitReady(Duration.ofMinutes(1));
 *     Prediction prediction = follower.predict(event);
 * }
 * }</pre>
 *
 * <p>Thread-safe. Releases are read, loaded and activated in the background. The serving models stay in use while Kafka or the
 * adapter service is unavailable. At startup the follower verifies and loads the releases in its cache, so it can start without
 * Kafka and the adapter service. Versions never decrease: if the topic {@code models} is recreated, delete the
 * cache.
 *
 * <p>An expired release is rejected, unless it is in the cache. A cached release has served before and keeps serving;
 * {@link FollowerMetrics#expiredReleases} counts it until the adapter service renews it. A release whose key is no longer trusted is
 * always rejected.
 */
public final class ModelFollower implements AutoCloseable {
    /** Staleness before the topic is read to its end for the first time. */
    public static final Duration NEVER_READ = Duration.ofSeconds(Long.MAX_VALUE);

    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);
    private static final RetryPolicy READ_RETRIES = RetryPolicy.fixed(Duration.ofSeconds(5));

    static final Duration END_CHECK_INTERVAL = Duration.ofSeconds(1);

    /** After a start without Kafka, the reported staleness exceeds the real one by up to this interval. */
    private static final Duration READ_TIME_SAVE_INTERVAL = Duration.ofSeconds(10);

    private final FollowerSettings settings;
    private final InstantSource clock;
    private final SwapListener listener;
    private final FollowerCounters counters = new FollowerCounters();
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final RolloutTimings timings = new RolloutTimings();
    private final ReleaseCache releaseCache;
    private final RolloutReporter reporter;
    private final ReleaseFollower follower;
    private final Thread thread = new Thread(this::follow, "model-follower");

    /** By domain, the cached releases that have not been read from the topic yet. Used by the follower thread only. */
    private final Map<String, ModelRelease> cachedReleases = new HashMap<>();

    /** Versions of the cached releases by domain, until they or newer ones have been loaded or failed to load. */
    private final Map<String, Long> untriedVersions = new ConcurrentHashMap<>();

    private volatile boolean serving;
    private Instant endCheckedAt = Instant.MIN;
    private Instant readTimeSavedAt = Instant.MIN;
    private volatile Instant readToEndAt;

    /** Starts to follow releases. */
    public ModelFollower(FollowerSettings settings, InstantSource clock) {
        this(settings, clock, swap -> {});
    }

    /** Starts to follow releases. The listener receives each swap. */
    public ModelFollower(FollowerSettings settings, InstantSource clock, SwapListener listener) {
        this.settings = settings;
        this.clock = clock;
        this.listener = listener;
        this.releaseCache = new ReleaseCache(settings.cacheDirectory(), settings.trustedKeys(), clock);
        this.readToEndAt = releaseCache.readToEndAt();
        this.reporter = new RolloutReporter(settings.kafka(), counters);
        ArtifactFetcher artifacts = new ArtifactFetcher(settings.adapterAddress(), settings.cacheDirectory(), clock);
        this.follower = new ReleaseFollower(
                new ModelLoader(artifacts, clock), clock, release -> Optional.empty(), Runnable::run, this::onResult);
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Waits until a model serves and all cached releases have been tried: each release, or a newer one of its domain, has been loaded
     * or has failed to load. Returns false on timeout.
     */
    public boolean awaitReady(Duration timeout) throws InterruptedException {
        return ready.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Scores one event. If the newest release of the domain fails on an event that its previous release or the base model scores,
     * these models score the events of the domain until the next release, and the failure is reported to {@code rollouts}.
     *
     * @throws IllegalStateException if neither a release of the domain nor the base model is loaded
     * @throws UnscorableEventException if all available models fail on the event
     * @throws StaleModelException if the maximum staleness is exceeded
     * @throws IllegalArgumentException if the number of features differs from that of the release
     */
    public Prediction predict(FeatureEvent event) {
        long start = System.nanoTime();
        try {
            settings.maxStaleness().ifPresent(this::requireFresh);
            ScoringOutcome outcome = follower.score(event)
                    .orElseThrow(() -> new IllegalStateException("expected a release of the domain '" + event.domain()
                            + "' or the base model, got neither: call awaitReady before predict"));
            if (!(outcome instanceof ScoringResult result)) {
                throw new UnscorableEventException("event " + event.id() + ": "
                        + ((ScoringOutcome.NotScored) outcome).reason()
                        + "; check the features of the event");
            }
            result.shadow().ifPresent(reporter::send);
            counters.countPrediction(result.prediction());
            return result.prediction();
        } finally {
            counters.addPredictionTime(System.nanoTime() - start);
        }
    }

    /**
     * Time since a follower with this cache last read the topic {@code models} to its end, about a second in normal operation;
     * {@link #NEVER_READ} before the first time. Releases that were read but failed to load do not increase it, see
     * {@link FollowerMetrics#failedLoads()}.
     */
    public Duration staleness() {
        Instant at = readToEndAt;
        if (at.equals(Instant.MIN)) {
            return NEVER_READ;
        }
        Duration elapsed = Duration.between(at, clock.instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    public FollowerMetrics metrics() {
        return counters.snapshot(follower.loadStatistics(), follower.expiredReleases(), staleness());
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        follower.close();
        reporter.close();
    }

    private void requireFresh(Duration limit) {
        Duration staleness = staleness();
        if (staleness.compareTo(limit) > 0) {
            throw new StaleModelException(
                    ("expected to have read the topic models at %s to its end within the last %s, got %s: check the"
                                    + " connection to the broker, or increase maxStaleness")
                            .formatted(
                                    settings.kafka().bootstrapServers(),
                                    limit,
                                    staleness.equals(NEVER_READ) ? "never" : staleness));
        }
    }

    private void onResult(ActivationResult result) {
        LOG.info("{}", result);
        result.rolloutStatuses(settings.consumerName()).forEach(reporter::send);
        if (result instanceof LoadFailure) {
            counters.countFailedLoad();
        } else if (result instanceof ActivationResult.Activated) {
            onActivated(result);
        }
        long triedVersion = result.release().version();
        untriedVersions.computeIfPresent(
                result.release().domain(), (domain, version) -> triedVersion >= version ? null : version);
        if (serving && untriedVersions.isEmpty()) {
            ready.countDown();
        }
    }

    private void onActivated(ActivationResult result) {
        ModelRelease release = result.release();
        serving = true;
        releaseCache.storeServing(release);
        if (result.swapped()) {
            counters.countSwap(release.domain(), release.version());
            try {
                listener.swapped(timings.createSwap(release, clock.instant()));
            } catch (RuntimeException e) {
                LOG.error("swap listener failed for {}; the release serves", release.displayName(), e);
            }
        }
    }

    private void loadCachedReleases() {
        for (ReleaseVerification cached : releaseCache.read()) {
            if (cached instanceof ReleaseVerification.Verified verified) {
                cachedReleases.put(verified.release().domain(), verified.release());
                untriedVersions.put(
                        verified.release().domain(), verified.release().version());
            } else if (cached instanceof ReleaseVerification.Invalid invalid) {
                reportInvalid(invalid);
            }
        }
        cachedReleases.values().forEach(follower::submitServed);
    }

    private void onVerification(SignedRelease signed, ReleaseVerification verification) {
        if (verification instanceof ReleaseVerification.Verified verified) {
            if (!isOlderThanCached(verified.release())) {
                cachedReleases.remove(verified.release().domain());
                releaseCache.addPending(signed, verified.verifiedRelease());
                timings.recordAnnouncement(verified.release(), clock.instant(), verified.traceparent());
                follower.submit(verified.release());
            }
        } else if (verification instanceof ReleaseVerification.Invalid invalid) {
            reportInvalid(invalid);
        }
    }

    /**
     * Whether the cache contains a newer release of the domain. After a start, older releases are read again from the topic. They
     * must be skipped, since the submission of an older release is reported as a failure.
     */
    private boolean isOlderThanCached(ModelRelease release) {
        ModelRelease cached = cachedReleases.get(release.domain());
        return cached != null && release.version() < cached.version();
    }

    private void reportInvalid(ReleaseVerification.Invalid invalid) {
        LOG.warn("{}", invalid);
        counters.countFailedLoad();
        reporter.send(invalid.rolloutStatus(settings.consumerName(), clock.instant()));
    }

    private void checkEndOfTopic(ReleaseReader reader) {
        Instant now = clock.instant();
        if (Duration.between(endCheckedAt, now).compareTo(END_CHECK_INTERVAL) < 0) {
            return;
        }
        endCheckedAt = now;
        if (!reader.atEnd()) {
            return;
        }
        readToEndAt = now;
        if (Duration.between(readTimeSavedAt, now).compareTo(READ_TIME_SAVE_INTERVAL) >= 0) {
            readTimeSavedAt = now;
            releaseCache.storeReadToEndTime(now);
        }
        cachedReleases
                .values()
                .forEach(cached -> LOG.warn(
                        "{} is in the cache {} but not in the topic models; older versions are rejected. If the topic"
                                + " was recreated, delete the cache",
                        cached.displayName(),
                        settings.cacheDirectory()));
        cachedReleases.clear();
    }

    private void follow() {
        loadCachedReleases();
        while (closed.getCount() > 0) {
            try (ReleaseReader reader = new ReleaseReader(settings.kafka(), settings.trustedKeys(), clock)) {
                while (closed.getCount() > 0) {
                    read(reader);
                }
            } catch (KafkaException e) {
                waitBeforeRetry(e);
            }
        }
    }

    /** Continues with the same reader after a failure. A new reader would read old releases again, which would be rejected. */
    private void read(ReleaseReader reader) {
        try {
            reader.poll(POLL_TIMEOUT, this::onVerification);
            checkEndOfTopic(reader);
        } catch (RuntimeException e) {
            waitBeforeRetry(e);
        }
    }

    private void waitBeforeRetry(RuntimeException failure) {
        String message = "cannot read releases; retrying in {}, serving models stay in use";
        KafkaAccess.describeAccessFailure(settings.kafka(), Operation.READ, failure)
                .ifPresentOrElse(
                        reason -> LOG.error(message + ": {}", READ_RETRIES.backoff(1), reason),
                        () -> LOG.error(message, READ_RETRIES.backoff(1), failure));
        READ_RETRIES.awaitBackoff(1, closed);
    }
}
