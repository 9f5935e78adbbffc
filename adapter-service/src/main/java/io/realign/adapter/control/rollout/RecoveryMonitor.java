package io.realign.adapter.control.rollout;

import io.realign.model.ModelRelease;
import io.realign.replay.KafkaLogReader;
import io.realign.rollout.RecoveryDetector;
import io.realign.rollout.RolloutDecision;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Gathers how a target does under a release that scores all of its events. */
final class RecoveryMonitor implements RolloutMonitor {
    private final RecoveryDetector recovery;
    private final TopicReader tail;

    RecoveryMonitor(ModelRelease release, Duration within, double fall, KafkaLogReader log) {
        this.recovery = new RecoveryDetector(release, within, fall);
        this.tail = new TopicReader(log, Optional.of(release.traffic().startedAt()))
                .subscribe(Topics.DRIFT_WINDOWS, recovery::add)
                .subscribe(Topics.PREDICTIONS, recovery::add);
    }

    @Override
    public RolloutDecision decide(Instant now) {
        tail.poll();
        return recovery.decide(now);
    }

    @Override
    public EventCounts counts() {
        return new EventCounts(0, recovery.predictions(), 0);
    }

    @Override
    public void close() {
        tail.close();
    }
}
