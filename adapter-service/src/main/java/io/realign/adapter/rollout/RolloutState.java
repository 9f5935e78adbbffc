package io.realign.adapter.rollout;

import io.realign.adaptation.Vote;
import io.realign.model.Exposure;
import io.realign.rollout.RolloutStatus;
import java.util.List;

/**
 * A release that is being rolled out, or watched for its recovery.
 *
 * @param domain its domain
 * @param version its version
 * @param before the version that it takes the place of
 * @param exposure the step that it is at
 * @param decision what was decided last: hold, forward or back
 * @param reason why
 * @param votes what was looked at
 * @param compared events answered by both models during the step
 * @param active events scored by the release during the step
 * @param rest events scored by its predecessor during the step
 * @param consumers what each consumer has done with it
 */
public record RolloutState(
        String domain,
        long version,
        long before,
        Exposure exposure,
        String decision,
        String reason,
        List<Vote> votes,
        long compared,
        long active,
        long rest,
        List<RolloutStatus> consumers) {}
