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
    private static final Duration BAKE = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Instant SOON = RolloutFixtures.START.plusSeconds(30);
    private static final Instant BAKED = RolloutFixtures.START.plus(BAKE);

    private final RolloutPlan plan = new RolloutPlan(List.of(100, 500), 800, BAKE, 50, PATIENCE, false);
    private final RolloutPolicy rule = new RolloutPolicy(plan, RolloutThresholds.DEFAULT);
    private final ModelRelease release = RolloutFixtures.second(plan.first(RolloutFixtures.START));
    private final ConsumerStatuses consumers = new ConsumerStatuses();
    private final StepEvidence evidence = new StepEvidence(release);

    @Test
    void steps_goFromNothingToAll_andCompareOnWhatIsLeft() {
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
    void stepThatHasBakedAndWasCompared_isFollowedByTheNext() {
        compare(50, .9);

        assertThat(rule.decide(release, consumers, evidence, BAKED.minusMillis(1)))
                .isInstanceOf(RolloutDecision.Hold.class)
                .extracting(RolloutDecision::reason)
                .isEqualTo("bakes until 2026-01-01T00:05:00Z");
        assertThat(rule.decide(release, consumers, evidence, BAKED)).isInstanceOf(RolloutDecision.Advance.class);
    }

    @Test
    void stepWithTooFewEvents_lasts_andSaysSo() {
        compare(49, .9);

        assertThat(rule.decide(release, consumers, evidence, BAKED))
                .isEqualTo(new RolloutDecision.Hold("49 of 50 events compared", List.of()));
    }

    @Test
    void releaseThatAnswersOtherwise_goesBack_atOnce_evenWhilePaused() {
        compare(50, .1);

        assertThat(rule.decide(release, consumers, evidence, SOON)).isInstanceOf(RolloutDecision.RollBack.class);
        assertThat(rule.decide(paused(), consumers, evidence, SOON)).isInstanceOf(RolloutDecision.RollBack.class);
    }

    @Test
    void pausedRelease_staysWhereItIs_howeverLong() {
        compare(500, .9);

        assertThat(rule.decide(paused(), consumers, evidence, BAKED.plus(BAKE)))
                .extracting(RolloutDecision::reason)
                .isEqualTo("paused: by hand");
    }

    @Test
    void consumerThatHasNotLoadedIt_isWaitedFor_butNotForever() {
        compare(50, .9);
        consumers.add(RolloutFixtures.status("billing", 1, State.ACTIVE));
        consumers.add(RolloutFixtures.status("scoring", 2, State.LOADED));

        assertThat(rule.decide(release, consumers, evidence, SOON))
                .extracting(RolloutDecision::reason)
                .isEqualTo("waits until billing has loaded it");
        assertThat(rule.decide(release, consumers, evidence, BAKED))
                .isInstanceOf(RolloutDecision.Advance.class)
                .extracting(RolloutDecision::reason)
                .isEqualTo("50 events compared, without billing");
    }

    @Test
    void consumerThatCannotLoadIt_andWillNotTryAgain_sendsItBack() {
        compare(50, .9);
        consumers.add(RolloutFixtures.status("billing", 2, State.FAILED));

        assertThat(rule.decide(release, consumers, evidence, SOON))
                .isInstanceOf(RolloutDecision.RollBack.class)
                .extracting(RolloutDecision::reason)
                .isEqualTo("billing cannot load it: FAILED");
    }

    @Test
    void consumerThatTriesAgain_isWaitedFor_asOneThatHasSaidNothing() {
        compare(50, .9);
        consumers.add(RolloutFixtures.trying("billing", 2));

        assertThat(rule.decide(release, consumers, evidence, SOON))
                .extracting(RolloutDecision::reason)
                .isEqualTo("waits until billing has loaded it");
        assertThat(rule.decide(release, consumers, evidence, BAKED))
                .extracting(RolloutDecision::reason)
                .isEqualTo("50 events compared, without billing");
    }

    @Test
    void releaseThatNeedsApproval_waitsForIt_afterItsComparison() {
        ModelRelease waiting = RolloutFixtures.second(
                new RolloutPlan(List.of(100), 800, BAKE, 50, PATIENCE, true).first(RolloutFixtures.START));
        compare(500, .9);

        assertThat(rule.decide(waiting, consumers, evidence, BAKED))
                .extracting(RolloutDecision::reason)
                .isEqualTo("paused: waits for approval");
    }

    @Test
    void sharesThatDoNotGrow_areRefused() {
        assertThatThrownBy(() -> new RolloutPlan(List.of(500, 100), 0, BAKE, 1, PATIENCE, false))
                .hasMessageContaining("growing shares between 0 and 1000, got [500, 100]");
    }

    private ModelRelease paused() {
        return release.withTraffic(new TrafficSplit(1, 0, 800, true, RolloutFixtures.START, "by hand"));
    }

    private void compare(int events, double shadow) {
        for (int i = 0; i < events; i++) {
            evidence.add(RolloutFixtures.comparison("oven", .9, shadow));
        }
    }
}
