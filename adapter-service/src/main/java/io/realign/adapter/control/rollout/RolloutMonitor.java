package io.realign.adapter.control.rollout;

import io.realign.model.ModelRelease;
import io.realign.replay.KafkaLogReader;
import io.realign.rollout.ConsumerStatuses;
import io.realign.rollout.RecoveryDetector;
import io.realign.rollout.RolloutDecision;
import io.realign.rollout.RolloutPolicy;
import io.realign.rollout.StepEvidence;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;

/** Monitors a release during one step of its rollout, or during the recovery of its domain. */
record RolloutMonitor(
        RolloutMessageReader reader, Function<Instant, RolloutDecision> rule, Supplier<EventCounts> eventCounts)
        implements AutoCloseable {
    /**
     * Numbers of events since the step started.
     *
     * @param compared events scored by both releases
     * @param releaseEvents events scored by the release, without shadow scoring
     * @param previousReleaseEvents events scored by the previous release
     */
    record EventCounts(long compared, long releaseEvents, long previousReleaseEvents) {}

    /** Monitors a step: compares the predictions of the release and of the previous release. */
    static RolloutMonitor ofStep(
            ModelRelease release, RolloutPolicy policy, ConsumerStatuses consumers, KafkaLogReader logReader) {
        StepEvidence evidence = new StepEvidence(release);
        return new RolloutMonitor(
                new RolloutMessageReader(
                                logReader, Optional.of(release.traffic().startedAt()))
                        .subscribe(Topics.PREDICTIONS, evidence::add)
                        .subscribe(Topics.SHADOW_PREDICTIONS, evidence::add),
                now -> policy.decide(release, consumers, evidence, now),
                () -> new EventCounts(
                        evidence.comparedEvents(), evidence.releaseEvents(), evidence.previousReleaseEvents()));
    }

    /** Monitors the recovery of a domain whose release scores all events, and the failures of the release at consumers. */
    static RolloutMonitor ofRecovery(
            ModelRelease release,
            Duration timeout,
            double maxConfidenceDrop,
            ConsumerStatuses consumers,
            KafkaLogReader logReader) {
        RecoveryDetector recovery = new RecoveryDetector(release, timeout, maxConfidenceDrop);
        return new RolloutMonitor(
                new RolloutMessageReader(
                                logReader, Optional.of(release.traffic().startedAt()))
                        .subscribe(Topics.DRIFT_WINDOWS, recovery::add)
                        .subscribe(Topics.PREDICTIONS, recovery::add),
                now -> RolloutPolicy.consumerFailures(release, consumers)
                        .<RolloutDecision>map(reason -> new RolloutDecision.RollBack(reason, List.of()))
                        .orElseGet(() -> recovery.decide(now)),
                () -> new EventCounts(0, recovery.predictions(), 0));
    }

    /** @throws KafkaException if the broker does not answer; the next call may succeed */
    RolloutDecision decide(Instant now) {
        reader.poll();
        return rule.apply(now);
    }

    @Override
    public void close() {
        reader.close();
    }
}
