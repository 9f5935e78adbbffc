package io.realign.rollout;

import io.realign.adaptation.gate.CheckResult;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Decides whether a release advances, holds or is rolled back. */
public record RolloutPolicy(RolloutPlan plan, RolloutThresholds thresholds) {
    /** Decides on a release without full traffic. */
    public RolloutDecision decide(
            ModelRelease release, ConsumerStatuses consumers, StepEvidence evidence, Instant now) {
        List<CheckResult> checks = evidence.checks(thresholds, plan.minComparedEvents());
        if (checks.stream().anyMatch(check -> !check.passed())) {
            return new RolloutDecision.RollBack(failureReasons(checks), checks);
        }
        List<RolloutStatus> failed = consumers.forRelease(release).stream()
                .filter(status -> status.state() == State.FAILED && !status.retrying())
                .toList();
        if (!failed.isEmpty()) {
            String reason = failed.stream()
                    .map(status -> status.consumer() + " cannot load the release: " + status.reason())
                    .collect(Collectors.joining("; "));
            return new RolloutDecision.RollBack(reason, checks);
        }
        if (release.traffic().paused()) {
            return new RolloutDecision.Hold("paused: " + release.traffic().reason(), checks);
        }
        Duration elapsed = Duration.between(release.traffic().startedAt(), now);
        List<String> pending = consumers.pendingConsumers(release);
        if (!pending.isEmpty() && elapsed.compareTo(plan.consumerLoadTimeout()) < 0) {
            return new RolloutDecision.Hold(
                    "waiting for " + String.join(", ", pending) + " to load the release", checks);
        }
        if (elapsed.compareTo(plan.minStepDuration()) < 0) {
            return new RolloutDecision.Hold(
                    "minimum step duration ends at "
                            + release.traffic().startedAt().plus(plan.minStepDuration()),
                    checks);
        }
        if (evidence.comparedEvents() < plan.minComparedEvents()) {
            return new RolloutDecision.Hold(
                    "%d of %d events compared".formatted(evidence.comparedEvents(), plan.minComparedEvents()), checks);
        }
        String missing = pending.isEmpty() ? "" : ", not loaded by " + String.join(", ", pending);
        return new RolloutDecision.Advance(
                "%d events compared%s".formatted(evidence.comparedEvents(), missing), checks);
    }

    private static String failureReasons(List<CheckResult> checks) {
        return checks.stream()
                .filter(check -> !check.passed())
                .map(CheckResult::reason)
                .collect(Collectors.joining("; "));
    }
}
