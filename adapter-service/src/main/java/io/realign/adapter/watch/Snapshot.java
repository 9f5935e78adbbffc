package io.realign.adapter.watch;

import io.realign.adaptation.AdaptationRecord;
import io.realign.alert.DriftAlert;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus;
import java.util.List;

/** The whole view at one moment; every list has its oldest first. */
record Snapshot(
        List<Headline> domains,
        List<Seen<Point>> windows,
        List<Seen<DriftAlert>> alerts,
        List<Seen<AdaptationRecord>> adaptations,
        List<Seen<ModelRelease>> models,
        List<Seen<RolloutStatus>> rollouts,
        List<Seen<DeadLetters>> deadLetters) {}
