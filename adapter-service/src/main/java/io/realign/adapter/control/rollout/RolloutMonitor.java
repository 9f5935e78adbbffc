package io.realign.adapter.control.rollout;

import io.realign.rollout.RolloutDecision;
import java.time.Instant;

/** An eye on one step of one release. */
sealed interface RolloutMonitor extends AutoCloseable permits StepMonitor, RecoveryMonitor {
    /**
     * What is to be done by all that has been said until now.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer; another try may go better
     */
    RolloutDecision decide(Instant now);

    /** How much it has seen. */
    EventCounts counts();

    @Override
    void close();

    /**
     * Counts of events.
     *
     * @param compared answered by both models
     * @param releaseEvents scored by the release
     * @param previousReleaseEvents scored by its predecessor
     */
    record EventCounts(long compared, long releaseEvents, long previousReleaseEvents) {}
}
