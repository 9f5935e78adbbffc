package io.realign.adapter.control.rollout;

import io.realign.model.ModelRelease;
import io.realign.replay.KafkaLogReader;
import io.realign.rollout.RecoveryDetector;
import io.realign.rollout.RolloutDecision;
import io.realign.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Monitors the recovery of a domain whose release scores all events. */
final class RecoveryMonitor implements RolloutMonitor {
    private final RecoveryDetector recovery;
    private final RolloutMessageReader reader;

    RecoveryMonitor(ModelRelease release, Duration timeout, double maxConfidenceDrop, KafkaLogReader log) {
        this.recovery = new RecoveryDetector(release, timeout, maxConfidenceDrop);
        this.reader = new RolloutMessageReader(
                        log, Optional.of(release.traffic().startedAt()))
                .subscribe(Topics.DRIFT_WINDOWS, recovery::add)
                .subscribe(Topics.PREDICTIONS, recovery::add);
    }

    @Override
    public RolloutDecision decide(Instant now) {
        reader.poll();
        return recovery.decide(now);
    }

    @Override
    public EventCounts counts() {
        return new EventCounts(0, recovery.predictions(), 0);
    }

    @Override
    public void close() {
        reader.close();
    }
}
