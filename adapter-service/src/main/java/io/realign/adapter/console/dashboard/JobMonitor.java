package io.realign.adapter.console.dashboard;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.realign.adapter.AdapterSettings;
import io.realign.replay.KafkaLogReader;
import io.realign.replay.TopicReader;
import io.realign.schemas.Topics;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;

/**
 * Compares the growth of {@code target.events} with that of the topics that the jobs write. A job that has ended, or that
 * restarts repeatedly, does not report this itself. While the broker is unavailable, the results do not change.
 */
@Singleton
public final class JobMonitor {
    static final String DRIFT_JOB = "drift-job";
    static final String SCORING_JOB = "scoring-job";

    private static final Logger LOG = Logger.getLogger(JobMonitor.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration BROKER_TIMEOUT = Duration.ofSeconds(5);

    /**
     * Number of target events after which a job must have written a record. The drift job writes a window after several events of a
     * domain, the scoring job a prediction for each event.
     */
    private static final Map<String, Long> MIN_INPUT_RECORDS = Map.of(DRIFT_JOB, 1000L, SCORING_JOB, 1L);

    /** Topics that each job writes after it has processed target events. */
    private static final Map<String, List<String>> OUTPUTS = Map.of(
            DRIFT_JOB, List.of(Topics.DRIFT_WINDOWS.name()),
            SCORING_JOB, List.of(Topics.PREDICTIONS.name(), Topics.TARGET_EVENTS.deadLetterTopic()));

    private final KafkaLogReader logReader;
    private final LiveViewBroadcaster broadcaster;
    private final InstantSource clock;
    private final Map<String, JobProgress> jobs;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Thread thread = new Thread(this::run, "job-monitor");
    private volatile Map<String, Instant> stale = Map.of();

    JobMonitor(
            KafkaLogReader logReader,
            LiveViewBroadcaster broadcaster,
            AdapterSettings settings,
            MeterRegistry meters,
            InstantSource clock) {
        this.logReader = logReader;
        this.broadcaster = broadcaster;
        this.clock = clock;
        this.jobs = OUTPUTS.keySet().stream()
                .collect(Collectors.toMap(
                        job -> job, job -> new JobProgress(settings.jobStaleAfter(), MIN_INPUT_RECORDS.get(job))));
        OUTPUTS.keySet().forEach(job -> Gauge.builder("realign.component.stale", () -> stale.containsKey(job) ? 1 : 0)
                .description("1 if events arrive, but the job has written nothing for a long time")
                .tag("component", job)
                .register(meters));
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopped.countDown();
        thread.join(BROKER_TIMEOUT.toMillis());
    }

    /** Stale jobs by name, with the time of the first event that they have not processed. */
    public Map<String, Instant> staleJobs() {
        return stale;
    }

    private void run() {
        try {
            do {
                monitorJobs();
            } while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("interrupted; the progress of the jobs is no longer monitored", e);
        }
    }

    private void monitorJobs() throws InterruptedException {
        List<String> topics = Stream.concat(
                        Stream.of(Topics.TARGET_EVENTS.name()),
                        OUTPUTS.values().stream().flatMap(List::stream))
                .toList();
        try (TopicReader reader = TopicReader.open(logReader, topics, BROKER_TIMEOUT)) {
            do {
                update(endOffsets(reader));
            } while (!stopped.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS));
        } catch (KafkaException e) {
            LOG.warnf("cannot read the progress of the jobs, retrying: %s", e.getMessage());
        }
    }

    private static Map<String, Long> endOffsets(TopicReader reader) {
        return reader.retainedOffsets(BROKER_TIMEOUT).entrySet().stream()
                .collect(Collectors.groupingBy(
                        partition -> partition.getKey().topic(),
                        Collectors.summingLong(partition -> partition.getValue().end())));
    }

    /** @param endOffsets sum of the end offsets of each topic */
    void update(Map<String, Long> endOffsets) {
        Instant now = clock.instant();
        Map<String, Instant> next = new TreeMap<>();
        jobs.forEach((job, progress) -> {
            long written = OUTPUTS.get(job).stream()
                    .mapToLong(topic -> endOffsets.getOrDefault(topic, 0L))
                    .sum();
            progress.update(endOffsets.getOrDefault(Topics.TARGET_EVENTS.name(), 0L), written, now);
            progress.staleSince(now).ifPresent(since -> next.put(job, since));
        });
        if (!next.equals(stale)) {
            LOG.warnf("stale jobs, with the time of the first event that they have not processed: %s", next);
            stale = Map.copyOf(next);
            broadcaster.apply(view -> view.setWindowsStaleSince(Optional.ofNullable(next.get(DRIFT_JOB))));
        }
    }
}
