package io.realign.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import io.realign.rollout.RolloutStatus.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutPolicyTest {
    private static final Duration MIN_DURATION = Duration.ofMinutes(5);
    private static final Duration LOAD_TIMEOUT = Duration.ofMinutes(1);
    private static final Instant SOON = RolloutFixtures.START.plusSeconds(30);
    private static final Instant AFTER_MIN_DURATION = RolloutFixtures.START.plus(MIN_DURATION);

    private final RolloutPlan plan = new RolloutPlan(List.of(100, 500), 800, MIN_DURATION, 50, LOAD_TIMEOUT, false);
    private final RolloutPolicy policy = new RolloutPolicy(plan, RolloutThresholds.DEFAULT);
    private final ModelRelease release = RolloutFixtures.second(plan.first(RolloutFixtures.START));
    private final ConsumerStatuses consumers = new ConsumerStatuses();
    private final StepEvidence evidence = new StepEvidence(release);

    @Test
    void steps_increaseTrafficAndLimitShadowShare() {
        List<TrafficSplit> steps = new ArrayList<>();
        steps.add(plan.first(RolloutFixtures.START));
        while (!steps.get(steps.size() - 1).complete()) {
            steps.add(plan.next(steps.get(steps.size() - 1), RolloutFixtures.START, ""));
        }

        assertThat(steps).extracting(TrafficSplit::trafficShare).containsExactly(0, 100, 500, 1000);
        assertThat(steps).extracting(TrafficSplit::shadowShare).containsExactly(800, 800, 500, 0);
        assertThat(steps).extracting(TrafficSplit::step).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void comparedStep_afterMinDuration_advances() {
        compare(50, .9);

        assertThat(policy.decide(release, consumers, evidence, AFTER_MIN_DURATION.minusMillis(1)))
                .isInstanceOf(RolloutDecision.Hold.class)
                .extracting(RolloutDecision::reason)
                .isEqualTo("minimum step duration ends at 2026-01-01T00:05:00Z");
        assertThat(policy.decide(release, consumers, evidence, AFTER_MIN_DURATION))
                .isInstanceOf(RolloutDecision.Advance.class);
    }

    @Test
    void tooFewComparedEvents_holds() {
        compare(49, .9);

        assertThat(policy.decide(release, consumers, evidence, AFTER_MIN_DURATION))
                .isEqualTo(new RolloutDecision.Hold("49 of 50 events compared", List.of()));
    }

    @Test
    void disagreement_rollsBackEvenWhilePaused() {
        compare(50, .1);

        assertThat(policy.decide(release, consumers, evidence, SOON)).isInstanceOf(RolloutDecision.RollBack.class);
        assertThat(policy.decide(paused(), consumers, evidence, SOON)).isInstanceOf(RolloutDecision.RollBack.class);
    }

    @Test
    void pausedRelease_holds() {
        compare(500, .9);

        assertThat(policy.decide(paused(), consumers, evidence, AFTER_MIN_DURATION.plus(MIN_DURATION)))
                .extracting(RolloutDecision::reason)
                .isEqualTo("manually");
    }

    @Test
    void pendingConsumer_holdsUntilTimeout() {
        compare(50, .9);
        consumers.add(RolloutFixtures.status("billing", 1, State.ACTIVE));
        consumers.add(RolloutFixtures.status("scoring", 2, State.LOADED));

        assertThat(policy.decide(release, consumers, evidence, SOON))
                .extracting(RolloutDecision::reason)
                .isEqualTo("waiting for billing to load the release");
        assertThat(policy.decide(release, consumers, evidence, AFTER_MIN_DURATION))
                .isInstanceOf(RolloutDecision.Advance.class)
                .extracting(RolloutDecision::reason)
                .isEqualTo("50 events compared; release not loaded by billing");
    }

    @Test
    void failedConsumer_rollsBack() {
        compare(50, .9);
        consumers.add(RolloutFixtures.status("billing", 2, State.FAILED));

        assertThat(policy.decide(release, consumers, evidence, SOON))
                .isInstanceOf(RolloutDecision.RollBack.class)
                .extracting(RolloutDecision::reason)
                .isEqualTo("billing cannot use the release: FAILED");
    }

    @Test
    void retryingConsumer_holdsUntilTimeout() {
        compare(50, .9);
        consumers.add(RolloutFixtures.retrying("billing", 2));

        assertThat(policy.decide(release, consumers, evidence, SOON))
                .extracting(RolloutDecision::reason)
                .isEqualTo("waiting for billing to load the release");
        assertThat(policy.decide(release, consumers, evidence, AFTER_MIN_DURATION))
                .extracting(RolloutDecision::reason)
                .isEqualTo("50 events compared; release not loaded by billing");
    }

    @Test
    void requiredApproval_holds() {
        ModelRelease waiting = RolloutFixtures.second(
                new RolloutPlan(List.of(100), 800, MIN_DURATION, 50, LOAD_TIMEOUT, true).first(RolloutFixtures.START));
        compare(500, .9);

        assertThat(policy.decide(waiting, consumers, evidence, AFTER_MIN_DURATION))
                .extracting(RolloutDecision::reason)
                .isEqualTo("waiting for approval");
    }

    @Test
    void decreasingTrafficShares_throw() {
        assertThatThrownBy(() -> new RolloutPlan(List.of(500, 100), 0, MIN_DURATION, 1, LOAD_TIMEOUT, false))
                .hasMessageContaining("increasing shares above 0 and below 1000, got [500, 100]");
    }

    private ModelRelease paused() {
        return release.withTraffic(new TrafficSplit(1, 0, 800, true, RolloutFixtures.START, "manually"));
    }

    private void compare(int events, double shadow) {
        for (int i = 0; i < events; i++) {
            evidence.add(RolloutFixtures.comparison("oven", .9, shadow));
        }
    }
}
