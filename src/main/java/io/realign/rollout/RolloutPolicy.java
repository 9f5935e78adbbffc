package io.realign.rollout;

import io.realign.adaptation.gate.CheckResult;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides whether a release in a rollout advances, holds or is rolled back. */
public record RolloutPolicy(RolloutPlan plan, RolloutThresholds thresholds) {
    /** Decides on a release that does not score all events yet. */
    public RolloutDecision decide(
            ModelRelease release, ConsumerStatuses consumers, StepEvidence evidence, Instant now) {
        List<CheckResult> checks = evidence.checks(thresholds, plan.minComparedEvents());
        String failures = checks.stream()
                .filter(check -> !check.passed())
                .map(CheckResult::reason)
                .collect(Collectors.joining("; "));
        if (!failures.isEmpty()) {
            return new RolloutDecision.RollBack(failures, checks);
        }
        Optional<String> consumerFailures = consumerFailures(release, consumers);
        if (consumerFailures.isPresent()) {
            return new RolloutDecision.RollBack(consumerFailures.get(), checks);
        }
        if (release.traffic().paused()) {
            return new RolloutDecision.Hold(release.traffic().reason(), checks);
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
        String notLoaded = pending.isEmpty() ? "" : "; release not loaded by " + String.join(", ", pending);
        return new RolloutDecision.Advance(
                "%d events compared%s".formatted(evidence.comparedEvents(), notLoaded), checks);
    }

    /**
     * Describes the consumers that cannot load a release or cannot score an event with it. One such consumer suffices to roll the
     * release back, during the rollout and while the recovery of the domain is monitored.
     */
    public static Optional<String> consumerFailures(ModelRelease release, ConsumerStatuses consumers) {
        List<String> failures = consumers.forRelease(release).stream()
                .filter(status -> status.state() == State.FAILED && !status.retrying())
                .map(status -> status.consumer() + " cannot use the release: " + status.reason())
                .toList();
        return failures.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", failures));
    }
}
