package io.realign.adapter.control.rollout;

import io.realign.adaptation.gate.CheckResult;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import java.util.List;

/**
 * A release that is being rolled out, or whose domain is monitored for recovery.
 *
 * @param previousVersion version of the previous release; 0 if none
 * @param decision latest decision: hold, advance or rollback
 * @param comparedEvents events of this step scored by both releases
 * @param releaseEvents events of this step scored by the release, without shadow scoring
 * @param previousReleaseEvents events of this step scored by the previous release
 * @param consumers status of every consumer
 */
public record RolloutState(
        String domain,
        long version,
        long previousVersion,
        TrafficSplit trafficSplit,
        String decision,
        String reason,
        List<CheckResult> checks,
        long comparedEvents,
        long releaseEvents,
        long previousReleaseEvents,
        List<RolloutStatus> consumers) {}
