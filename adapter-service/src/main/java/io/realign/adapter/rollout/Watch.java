package io.realign.adapter.rollout;

import io.realign.rollout.Decision;
import java.time.Instant;

/** An eye on one step of one release. */
sealed interface Watch extends AutoCloseable permits StepWatch, RecoveryWatch {
    /**
     * What is to be done by all that has been said until now.
     *
     * @throws org.apache.kafka.common.KafkaException if the broker does not answer; another try may go better
     */
    Decision decide(Instant now);

    /** How much it has seen. */
    Seen seen();

    @Override
    void close();

    /**
     * Counts of events.
     *
     * @param compared answered by both models
     * @param active scored by the release
     * @param rest scored by its predecessor
     */
    record Seen(long compared, long active, long rest) {}
}
