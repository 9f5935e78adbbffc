package io.realign.rollout;

import io.realign.adaptation.gate.CheckResult;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Says whether a release takes its next step, stays where it is, or goes back. */
public record RolloutPolicy(RolloutPlan plan, RolloutThresholds thresholds) {
    /** What is to be done about a release that does not serve all of its events yet. */
    public RolloutDecision decide(
            ModelRelease release, ConsumerStatuses consumers, StepEvidence evidence, Instant now) {
        List<CheckResult> votes = evidence.checks(thresholds, plan.minComparedEvents());
        if (votes.stream().anyMatch(vote -> !vote.passed())) {
            return new RolloutDecision.RollBack(failureReasons(votes), votes);
        }
        Duration lasted = Duration.between(release.traffic().startedAt(), now);
        boolean patient = lasted.compareTo(plan.consumerLoadTimeout()) < 0;
        List<RolloutStatus> failed = consumers.forRelease(release).stream()
                .filter(status -> status.state() == State.FAILED && !status.retrying())
                .toList();
        if (!failed.isEmpty()) {
            String reason = failed.stream()
                    .map(status -> status.consumer() + " cannot load it: " + status.reason())
                    .collect(Collectors.joining("; "));
            return new RolloutDecision.RollBack(reason, votes);
        }
        if (release.traffic().paused()) {
            return new RolloutDecision.Hold("paused: " + release.traffic().reason(), votes);
        }
        List<String> without = consumers.pendingConsumers(release);
        if (patient && !without.isEmpty()) {
            return new RolloutDecision.Hold("waits until " + String.join(", ", without) + " has loaded it", votes);
        }
        if (lasted.compareTo(plan.minStepDuration()) < 0) {
            return new RolloutDecision.Hold(
                    "bakes until " + release.traffic().startedAt().plus(plan.minStepDuration()), votes);
        }
        if (evidence.comparedEvents() < plan.minComparedEvents()) {
            return new RolloutDecision.Hold(
                    "%d of %d events compared".formatted(evidence.comparedEvents(), plan.minComparedEvents()), votes);
        }
        String missing = without.isEmpty() ? "" : ", without " + String.join(", ", without);
        return new RolloutDecision.Advance("%d events compared%s".formatted(evidence.comparedEvents(), missing), votes);
    }

    private static String failureReasons(List<CheckResult> votes) {
        return votes.stream()
                .filter(vote -> !vote.passed())
                .map(CheckResult::reason)
                .collect(Collectors.joining("; "));
    }
}
