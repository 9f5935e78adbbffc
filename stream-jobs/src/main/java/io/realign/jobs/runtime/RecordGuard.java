package io.realign.jobs.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.realign.event.ContractViolation;
import io.realign.event.ContractViolation.Reason;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.schemas.Codec;
import io.realign.schemas.DeadLetter;
import io.realign.schemas.Topics;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.runtime.tasks.ExceptionInChainedOperatorException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prevents an event from restarting a job forever. The operator reports each failure of its own processing, and the job restarts
 * from its latest checkpoint, which undoes a partial update of the state. An event that has failed {@value
 * FailedRecords#MAX_FAILURES} times becomes a dead letter.
 *
 * <p>Failures of the output, such as an unavailable broker, must not be reported: the event is not their cause. A crash of the
 * process is not recorded either.
 */
public final class RecordGuard implements Serializable {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = LoggerFactory.getLogger(RecordGuard.class);

    /** The codec of source events is the same. */
    private static final Codec<FeatureEvent> EVENTS = Topics.TARGET_EVENTS.codec();

    /** Null if failures are not recorded. */
    private final String directory;

    private final String jobName;
    private transient Map<String, String> exhausted;
    private transient Counter skippedEvents;

    private RecordGuard(String directory, String jobName) {
        this.directory = directory;
        this.jobName = jobName;
    }

    /**
     * Records failures in a subdirectory of the checkpoint directory.
     *
     * @param jobName name of the job, for dead letters
     */
    public static RecordGuard in(Path checkpoints, String jobName) {
        return new RecordGuard(checkpoints.resolve("failed-records").toString(), jobName);
    }

    /** Records no failures: a failing event restarts the job until its cause is removed. */
    public static RecordGuard disabled(String jobName) {
        return new RecordGuard(null, jobName);
    }

    /** Reads the recorded failures. Called when the operator opens. */
    public void open(MetricGroup metrics) {
        exhausted = directory == null ? Map.of() : new FailedRecords(Path.of(directory)).exhausted();
        skippedEvents = metrics.counter(JobMetrics.SKIPPED);
    }

    /** Returns the dead letter of an event that has failed too often, and counts it; empty if the event must be processed. */
    public Optional<DeadLetter> deadLetterIfExhausted(LocatedEvent event) {
        if (exhausted.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> cause = Optional.ofNullable(exhausted.get(FailedRecords.fileName(event.offsets())));
        return cause.map(failure -> deadLetter(
                event,
                Reason.PROCESSING_FAILED,
                "the %s failed %d times: %s".formatted(jobName, FailedRecords.MAX_FAILURES, failure)));
    }

    /** Records that the processing of an event has failed. The caller must throw the failure again. */
    public void recordFailure(LocatedEvent event, Throwable failure) {
        boolean cancelled = Thread.currentThread().isInterrupted();
        if (directory != null && !cancelled && !(failure instanceof ExceptionInChainedOperatorException)) {
            LOG.error(
                    "failed to process {}; after {} failures it becomes a dead letter",
                    event.offsets(),
                    FailedRecords.MAX_FAILURES,
                    failure);
            new FailedRecords(Path.of(directory)).add(event.offsets(), failure);
        }
    }

    /** Creates the dead letter of a valid event that cannot be processed, and counts it. The dead letter contains the re-encoded event. */
    public DeadLetter deadLetter(LocatedEvent event, Reason category, String description) {
        skippedEvents.inc();
        OffsetRange offsets = event.offsets();
        LOG.error("skipping {}: {}", offsets, description);
        return DeadLetter.of(
                new ContractViolation(category, description),
                offsets.topic(),
                offsets.partition(),
                offsets.from(),
                jobName,
                event.event().domain().getBytes(UTF_8),
                EVENTS.encode(event.event()));
    }
}
