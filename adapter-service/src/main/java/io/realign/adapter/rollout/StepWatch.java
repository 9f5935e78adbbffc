package io.realign.adapter.rollout;

import io.realign.client.log.Log;
import io.realign.model.ModelRelease;
import io.realign.rollout.Consumers;
import io.realign.rollout.Decision;
import io.realign.rollout.RolloutRule;
import io.realign.rollout.StepEvidence;
import io.realign.schemas.Topics;
import java.time.Instant;
import java.util.Optional;

/** Gathers what is said of one step of a rollout. */
final class StepWatch implements Watch {
    private final ModelRelease release;
    private final RolloutRule rule;
    private final Consumers consumers;
    private final StepEvidence evidence;
    private final Tail tail;

    StepWatch(ModelRelease release, RolloutRule rule, Consumers consumers, Log log) {
        this.release = release;
        this.rule = rule;
        this.consumers = consumers;
        this.evidence = new StepEvidence(release);
        this.tail = new Tail(log, Optional.of(release.exposure().since()))
                .with(Topics.PREDICTIONS, evidence::add)
                .with(Topics.SHADOW_PREDICTIONS, evidence::add);
    }

    @Override
    public Decision decide(Instant now) {
        tail.read();
        return rule.decide(release, consumers, evidence, now);
    }

    @Override
    public Seen seen() {
        return new Seen(evidence.compared(), evidence.active(), evidence.rest());
    }

    @Override
    public void close() {
        tail.close();
    }
}
