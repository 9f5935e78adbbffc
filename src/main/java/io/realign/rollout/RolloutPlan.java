package io.realign.rollout;

import io.realign.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The steps in which a release takes the place of its predecessor: first it is loaded everywhere and scores nothing, then
 * it scores one share after the other, and in the end all.
 *
 * @param trafficShares of {@link TrafficSplit#FULL} events, the shares between none and all, growing
 * @param shadowShare of {@link TrafficSplit#FULL} events, on how many it is compared with its predecessor, as far as that scores so
 *     many
 * @param minStepDuration how long a step lasts at least
 * @param minComparedEvents how many events have to be compared before a step is judged
 * @param consumerLoadTimeout how long a step waits for consumers that have not loaded the release
 * @param requireApproval whether a release scores nothing before a person says so
 */
public record RolloutPlan(
        List<Integer> trafficShares,
        int shadowShare,
        Duration minStepDuration,
        long minComparedEvents,
        Duration consumerLoadTimeout,
        boolean requireApproval) {
    public RolloutPlan {
        trafficShares = List.copyOf(trafficShares);
        int before = 0;
        for (int share : trafficShares) {
            if (share <= before || share >= TrafficSplit.FULL) {
                throw new IllegalArgumentException(
                        "expected growing shares between 0 and %d, got %s".formatted(TrafficSplit.FULL, trafficShares));
            }
            before = share;
        }
        if (shadowShare < 0 || shadowShare > TrafficSplit.FULL) {
            throw new IllegalArgumentException(
                    "expected to compare on 0 to %d events, got %d".formatted(TrafficSplit.FULL, shadowShare));
        }
        if (minStepDuration.isNegative() || consumerLoadTimeout.isNegative() || minComparedEvents < 0) {
            throw new IllegalArgumentException(
                    "expected a bake time, a patience and events of zero or more, got %s, %s and %d"
                            .formatted(minStepDuration, consumerLoadTimeout, minComparedEvents));
        }
    }

    /** Where a release begins. */
    public TrafficSplit first(Instant now) {
        return new TrafficSplit(0, 0, shadowShare, requireApproval, now, requireApproval ? "waits for approval" : "");
    }

    /** The step after one. */
    public TrafficSplit next(TrafficSplit step, Instant now, String reason) {
        int share = trafficShares.stream()
                .filter(next -> next > step.trafficShare())
                .findFirst()
                .orElse(TrafficSplit.FULL);
        return new TrafficSplit(
                step.step() + 1, share, Math.min(shadowShare, TrafficSplit.FULL - share), false, now, reason);
    }
}
