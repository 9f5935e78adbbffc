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

/** Gathers what is said of one step of a rollout. */
final class StepMonitor implements RolloutMonitor {
    private final ModelRelease release;
    private final RolloutPolicy rule;
    private final ConsumerStatuses consumers;
    private final StepEvidence evidence;
    private final TopicReader tail;

    StepMonitor(ModelRelease release, RolloutPolicy rule, ConsumerStatuses consumers, KafkaLogReader log) {
        this.release = release;
        this.rule = rule;
        this.consumers = consumers;
        this.evidence = new StepEvidence(release);
        this.tail = new TopicReader(log, Optional.of(release.traffic().startedAt()))
                .subscribe(Topics.PREDICTIONS, evidence::add)
                .subscribe(Topics.SHADOW_PREDICTIONS, evidence::add);
    }

    @Override
    public RolloutDecision decide(Instant now) {
        tail.poll();
        return rule.decide(release, consumers, evidence, now);
    }

    @Override
    public EventCounts counts() {
        return new EventCounts(evidence.comparedEvents(), evidence.activeEvents(), evidence.remainderEvents());
    }

    @Override
    public void close() {
        tail.close();
    }
}
