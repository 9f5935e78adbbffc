package io.realign.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.realign.adaptation.gate.CheckResult;
import io.realign.adaptation.gate.PredictionChange;
import io.realign.model.ModelRelease;
import io.realign.model.TrafficSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepEvidenceTest {
    private static final RolloutThresholds THRESHOLDS = new RolloutThresholds(.15, .05, .10, .15);
    private static final int MIN_EVENTS = 100;
    private static final TrafficSplit HALF = new TrafficSplit(1, 500, 500, false, RolloutFixtures.START, "");
    private static final ModelRelease SECOND = RolloutFixtures.second(HALF);

    private StepEvidence evidence = new StepEvidence(SECOND);

    @Test
    void checks_tooFewComparedEvents_areEmpty() {
        compare(MIN_EVENTS - 1, .9, .9);
        assertThat(evidence.checks(THRESHOLDS, MIN_EVENTS)).isEmpty();

        compare(1, .9, .9);
        assertThat(evidence.checks(THRESHOLDS, MIN_EVENTS)).hasSize(4);
    }

    @Test
    void agreement_failsOnlyIfSignificant() {
        compare(83, .9, .9);
        compare(17, .9, .1);
        assertThat(check("agreement").passed()).isTrue();

        compare(830, .9, .9);
        compare(270, .9, .1);
        assertThat(check("agreement").passed()).isFalse();
        assertThat(check("agreement").value()).isCloseTo(913.0 / 1200, offset(1e-9));
    }

    @Test
    void lowerConfidence_fails() {
        compare(200, .95, .85);

        assertThat(check("confidence").passed()).isFalse();
        assertThat(check("agreement").passed()).isTrue();
    }

    @Test
    void expectedDisagreement_passes() {
        expect(new PredictionChange(1000, .60, 0, .40, 0));
        compare(600, .9, .9);
        compare(400, .9, .1);
        assertThat(evidence.checks(THRESHOLDS, MIN_EVENTS)).allMatch(CheckResult::passed);

        compare(1000, .9, .1);
        assertThat(check("agreement").passed()).isFalse();
        assertThat(check("class shares").passed()).isFalse();
    }

    @Test
    void smallAcceptanceWindow_widensInterval() {
        List<Boolean> passed = new ArrayList<>();
        for (int events : List.of(10_000, 300, 30)) {
            expect(new PredictionChange(events, .95, 0, .5, 0));
            compare(690, .9, .9);
            compare(310, .9, .1);
            passed.add(check("agreement").passed());
        }
        assertThat(passed).containsExactly(false, false, true);
    }

    @Test
    void expectedConfidenceGain_isNotRequired() {
        expect(new PredictionChange(1000, 1, .2, 0, 0));
        compare(200, .8, .8);
        assertThat(check("confidence").passed()).isTrue();

        expect(new PredictionChange(1000, 1, -.1, 0, 0));
        compare(200, .95, .85);
        assertThat(check("confidence").passed()).isTrue();
    }

    @Test
    void changedClassShares_fail() {
        compare(700, .9, .9);
        compare(150, .9, .2);

        assertThat(check("class shares").value()).isCloseTo(150.0 / 850, offset(1e-9));
        assertThat(check("class shares").passed()).isFalse();
    }

    @Test
    void differentServedPredictions_failDrift() {
        compare(200, .9, .9);
        for (int i = 0; i < 300; i++) {
            evidence.add(RolloutFixtures.prediction("oven", 1, .9));
            evidence.add(RolloutFixtures.prediction("oven", 2, i % 3 == 0 ? .1 : .9));
        }

        assertThat(check("drift").passed()).isFalse();
        assertThat(evidence.checks(THRESHOLDS, MIN_EVENTS))
                .filteredOn(check -> !check.passed())
                .hasSize(1);
    }

    @Test
    void samePredictions_rarelyFail() {
        int failed = 0;
        for (int seed = 0; seed < 200; seed++) {
            StepEvidence same = new StepEvidence(SECOND);
            Random random = new Random(seed);
            for (int i = 0; i < 100; i++) {
                same.add(RolloutFixtures.comparison("oven", .9, .9));
                same.add(RolloutFixtures.prediction("oven", 1, random.nextBoolean() ? .95 : .05));
                same.add(RolloutFixtures.prediction("oven", 2, random.nextBoolean() ? .95 : .05));
            }
            failed += same.checks(THRESHOLDS, MIN_EVENTS).stream().allMatch(CheckResult::passed) ? 0 : 1;
        }
        assertThat(failed).isLessThanOrEqualTo(4);
    }

    @Test
    void expectedDistance_rarelyFailsDrift() {
        int failed = 0;
        for (int seed = 0; seed < 500; seed++) {
            expect(new PredictionChange(1000, .8, 0, .2, .2 * Math.sqrt(2)));
            Random random = new Random(seed);
            compare(MIN_EVENTS, .9, .9);
            for (int i = 0; i < MIN_EVENTS; i++) {
                evidence.add(RolloutFixtures.prediction("oven", 1, random.nextDouble() < .5 ? .99 : .01));
                evidence.add(RolloutFixtures.prediction("oven", 2, random.nextDouble() < .7 ? .99 : .01));
            }
            failed += evidence.checks(new RolloutThresholds(1, 1, 1, 0), MIN_EVENTS).stream()
                            .allMatch(CheckResult::passed)
                    ? 0
                    : 1;
        }
        assertThat(failed).isLessThanOrEqualTo(8);
    }

    @Test
    void otherDomainsAndVersions_areIgnored() {
        evidence.add(RolloutFixtures.prediction("kiln", 1, .9));
        evidence.add(RolloutFixtures.prediction("oven", 7, .9));
        evidence.add(RolloutFixtures.comparison("kiln", .9, .9));

        assertThat(List.of(evidence.releaseEvents(), evidence.previousReleaseEvents(), evidence.comparedEvents()))
                .containsOnly(0L);
    }

    private void expect(PredictionChange change) {
        evidence = new StepEvidence(RolloutFixtures.second(change, HALF));
    }

    private void compare(int events, double served, double shadow) {
        for (int i = 0; i < events; i++) {
            evidence.add(RolloutFixtures.comparison("oven", served, shadow));
        }
    }

    private CheckResult check(String name) {
        return evidence.checks(THRESHOLDS, MIN_EVENTS).stream()
                .filter(check -> check.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
