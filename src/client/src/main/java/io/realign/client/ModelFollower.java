package io.realign.client;

import io.realign.event.FeatureEvent;
import io.realign.rollout.Prediction;
import io.realign.schemas.Announcement;
import java.time.Duration;
import java.time.InstantSource;
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
 * what serves serves on.
 */
public final class ModelFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ModelFollower.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private final FollowerSettings settings;
    private final InstantSource clock;
    private final LiveModels models = new LiveModels();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Reports reports;
    private final BackgroundLoader loader;
    private final Thread thread = new Thread(this::follow, "model-follower");

    /** Begins to follow at once. */
    public ModelFollower(FollowerSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
        this.reports = new Reports(settings.bootstrap());
        Artifacts artifacts = new Artifacts(settings.adapter(), settings.cache(), clock);
        this.loader = new BackgroundLoader(new ModelLoader(artifacts, clock), RETRY_AFTER, this::settle);
        thread.setDaemon(true);
        thread.start();
    }

    /** Waits for the first model to serve; false if there was none within {@code patience}. */
    public boolean awaitFirst(Duration patience) throws InterruptedException {
        return first.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Scores one event.
     *
     * @throws IllegalStateException while neither the event's domain nor all domains together have a release
     * @throws IllegalArgumentException if the event has another number of features than the release
     */
    public Prediction predict(FeatureEvent event) {
        Scored scored = models.score(event)
                .orElseThrow(() -> new IllegalStateException("expected a release for the domain '" + event.domain()
                        + "' or a shared one, got neither so far: wait with awaitFirst"));
        scored.shadow().ifPresent(reports::send);
        return scored.prediction();
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

    private void settle(Loading loading) {
        Outcome outcome = models.settle(loading, clock.instant());
        LOG.info("{}", outcome);
        outcome.reports(settings.consumer()).forEach(reports::send);
        if (outcome instanceof Outcome.Activated) {
            first.countDown();
        }
    }

    private void hear(Announcement announcement) {
        if (announcement instanceof Announcement.Released released) {
            loader.submit(released.release());
        } else if (announcement instanceof Announcement.Refused refused) {
            LOG.warn("{}", refused);
            reports.send(RolloutMessage.refused(settings.consumer(), refused, clock.instant()));
        }
    }

    private void follow() {
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
            reader.poll(POLL, this::hear);
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
