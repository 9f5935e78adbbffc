package io.realign.adapter.control.rollout;

import io.realign.adaptation.gate.CheckResult;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus;
import java.util.List;

/**
 * A release that is being rolled out, or watched for its recovery.
 *
 * @param domain its domain
 * @param version its version
 * @param previousVersion the version that it takes the place of
 * @param trafficSplit the step that it is at
 * @param decision what was decided last: hold, forward or back
 * @param reason why
 * @param checks what was looked at
 * @param comparedEvents events answered by both models during the step
 * @param releaseEvents events scored by the release during the step
 * @param previousReleaseEvents events scored by its predecessor during the step
 * @param consumers what each consumer has done with it
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
