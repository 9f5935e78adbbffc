package io.realign.rollout;

import io.realign.adaptation.Vote;
import io.realign.model.ModelRelease;
import io.realign.rollout.RolloutStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Says whether a release takes its next step, stays where it is, or goes back. */
public record RolloutRule(RolloutPlan plan, RolloutThresholds thresholds) {
    /** What is to be done about a release that does not serve all of its events yet. */
    public Decision decide(ModelRelease release, Consumers consumers, StepEvidence evidence, Instant now) {
        List<Vote> votes = evidence.votes(thresholds, plan.events());
        if (votes.stream().anyMatch(vote -> !vote.passed())) {
            return new Decision.Back(refusals(votes), votes);
        }
        Duration lasted = Duration.between(release.exposure().since(), now);
        boolean patient = lasted.compareTo(plan.patience()) < 0;
        List<RolloutStatus> failed = consumers.of(release).stream()
                .filter(status -> status.state() == State.FAILED && !status.passing())
                .toList();
        if (!failed.isEmpty()) {
            String reason = failed.stream()
                    .map(status -> status.consumer() + " cannot load it: " + status.reason())
                    .collect(Collectors.joining("; "));
            return new Decision.Back(reason, votes);
        }
        if (release.exposure().paused()) {
            return new Decision.Hold("paused: " + release.exposure().reason(), votes);
        }
        List<String> without = consumers.without(release);
        if (patient && !without.isEmpty()) {
            return new Decision.Hold("waits until " + String.join(", ", without) + " has loaded it", votes);
        }
        if (lasted.compareTo(plan.bake()) < 0) {
            return new Decision.Hold("bakes until " + release.exposure().since().plus(plan.bake()), votes);
        }
        if (evidence.compared() < plan.events()) {
            return new Decision.Hold("%d of %d events compared".formatted(evidence.compared(), plan.events()), votes);
        }
        String missing = without.isEmpty() ? "" : ", without " + String.join(", ", without);
        return new Decision.Forward("%d events compared%s".formatted(evidence.compared(), missing), votes);
    }

    private static String refusals(List<Vote> votes) {
        return votes.stream().filter(vote -> !vote.passed()).map(Vote::reason).collect(Collectors.joining("; "));
    }
}
