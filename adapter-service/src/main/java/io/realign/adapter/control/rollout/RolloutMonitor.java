package io.realign.adapter.control.rollout;

import io.realign.rollout.RolloutDecision;
import java.time.Instant;

/** Monitors one step of one release. */
sealed interface RolloutMonitor extends AutoCloseable permits StepMonitor, RecoveryMonitor {
    /**
     * Reads new messages and decides.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer; the next call may succeed
     */
    RolloutDecision decide(Instant now);

    EventCounts counts();

    @Override
    void close();

    /**
     * Counts of events since the step started.
     *
     * @param compared events scored by both models
     * @param releaseEvents events scored by the release
     * @param previousReleaseEvents events scored by the previous release
     */
    record EventCounts(long compared, long releaseEvents, long previousReleaseEvents) {}
}
