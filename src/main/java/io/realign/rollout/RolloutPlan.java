package io.realign.rollout;

import io.realign.event.Preconditions;
import io.realign.model.TrafficSplit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Steps of a rollout. A release starts without traffic, then gets each traffic share in turn, and ends with full
 * traffic.
 *
 * @param trafficShares increasing traffic shares between 0 and 1000, both exclusive, in thousandths
 * @param shadowShare share of events for shadow scoring, in thousandths; at most the traffic of the previous release
 * @param minStepDuration minimum duration of a step
 * @param minComparedEvents minimum number of events with a shadow prediction in a step
 * @param consumerLoadTimeout maximum time to wait for consumers to load the release
 * @param requireApproval whether an operator must approve a release before it gets traffic
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
        int previous = 0;
        for (int share : trafficShares) {
            if (share <= previous || share >= TrafficSplit.FULL) {
                throw new IllegalArgumentException(
                        "trafficShares: expected increasing shares above 0 and below %d, got %s"
                                .formatted(TrafficSplit.FULL, trafficShares));
            }
            previous = share;
        }
        Preconditions.requireBetween("shadowShare", shadowShare, 0, TrafficSplit.FULL);
        if (minStepDuration.isNegative() || consumerLoadTimeout.isNegative() || minComparedEvents < 0) {
            throw new IllegalArgumentException(
                    "expected minStepDuration, consumerLoadTimeout and minComparedEvents >= 0, got %s, %s and %d"
                            .formatted(minStepDuration, consumerLoadTimeout, minComparedEvents));
        }
    }

    /** Returns the first step. */
    public TrafficSplit first(Instant now) {
        return new TrafficSplit(0, 0, shadowShare, requireApproval, now, requireApproval ? "waiting for approval" : "");
    }

    /** Returns the step after {@code step}. */
    public TrafficSplit next(TrafficSplit step, Instant now, String reason) {
        int share = trafficShares.stream()
                .filter(next -> next > step.trafficShare())
                .findFirst()
                .orElse(TrafficSplit.FULL);
        return new TrafficSplit(
                step.step() + 1, share, Math.min(shadowShare, TrafficSplit.FULL - share), false, now, reason);
    }
}
