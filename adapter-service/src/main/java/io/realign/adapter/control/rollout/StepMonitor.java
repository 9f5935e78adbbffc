package io.realign.adapter.control.rollout;

import io.realign.model.ModelRelease;
import io.realign.replay.KafkaLogReader;
import io.realign.rollout.ConsumerStatuses;
import io.realign.rollout.RolloutDecision;
import io.realign.rollout.RolloutPolicy;
import io.realign.rollout.StepEvidence;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.Optional;

/** Monitors one step of a rollout: the predictions of the release and of the previous release. */
final class StepMonitor implements RolloutMonitor {
    private final ModelRelease release;
    private final RolloutPolicy policy;
    private final ConsumerStatuses consumers;
    private final StepEvidence evidence;
    private final RolloutMessageReader reader;

    StepMonitor(ModelRelease release, RolloutPolicy policy, ConsumerStatuses consumers, KafkaLogReader log) {
        this.release = release;
        this.policy = policy;
        this.consumers = consumers;
        this.evidence = new StepEvidence(release);
        this.reader = new RolloutMessageReader(
                        log, Optional.of(release.traffic().startedAt()))
                .subscribe(Topics.PREDICTIONS, evidence::add)
                .subscribe(Topics.SHADOW_PREDICTIONS, evidence::add);
    }

    @Override
    public RolloutDecision decide(Instant now) {
        reader.poll();
        return policy.decide(release, consumers, evidence, now);
    }

    @Override
    public EventCounts counts() {
        return new EventCounts(evidence.comparedEvents(), evidence.activeEvents(), evidence.remainderEvents());
    }

    @Override
    public void close() {
        reader.close();
    }
}
