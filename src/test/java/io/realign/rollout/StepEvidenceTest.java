package io.realign.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import io.realign.adaptation.AnswerChange;
import io.realign.adaptation.Vote;
import io.realign.model.Exposure;
import io.realign.model.ModelRelease;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StepEvidenceTest {
    private static final RolloutThresholds LINES = new RolloutThresholds(.15, .05, .10, .15);
    private static final int FEWEST = 100;
    private static final Exposure HALF = new Exposure(1, 500, 500, false, Rollouts.START, "");
    private static final ModelRelease SECOND = Rollouts.second(HALF);

    private StepEvidence evidence = new StepEvidence(SECOND);

    @Test
    void nothingIsVoted_beforeEnoughHasBeenCompared() {
        compare(FEWEST - 1, .9, .9);
        assertThat(evidence.votes(LINES, FEWEST)).isEmpty();

        compare(1, .9, .9);
        assertThat(evidence.votes(LINES, FEWEST)).hasSize(4);
    }

    @Test
    void agreement_failsOnlyWhereChanceIsNoExcuse() {
        compare(83, .9, .9);
        compare(17, .9, .1);
        assertThat(vote("agreement").passed()).isTrue();

        compare(830, .9, .9);
        compare(270, .9, .1);
        assertThat(vote("agreement").passed()).isFalse();
        assertThat(vote("agreement").value()).isCloseTo(913.0 / 1200, offset(1e-9));
    }

    @Test
    void lessConfidence_onTheSameEvents_fails() {
        compare(200, .95, .85);

        assertThat(vote("confidence").passed()).isFalse();
        assertThat(vote("agreement").passed()).isTrue();
    }

    @Test
    void releaseThatDifferedAsMuchOnItsWindow_mayDiffer_andNotMuchMore() {
        expect(new AnswerChange(1000, .60, 0, .40, 0));
        compare(600, .9, .9);
        compare(400, .9, .1);
        assertThat(evidence.votes(LINES, FEWEST)).allMatch(Vote::passed);

        compare(1000, .9, .1);
        assertThat(vote("agreement").passed()).isFalse();
        assertThat(vote("class shares").passed()).isFalse();
    }

    @Test
    void smallWindow_leavesMoreToChance() {
        List<Boolean> passed = new ArrayList<>();
        for (int events : List.of(10_000, 300, 30)) {
            expect(new AnswerChange(events, .95, 0, .5, 0));
            compare(690, .9, .9);
            compare(310, .9, .1);
            passed.add(vote("agreement").passed());
        }
        assertThat(passed).containsExactly(false, false, true);
    }

    @Test
    void confidenceThatGrewOnTheWindow_isNotAskedForAgain_andOneThatFellMayFallAsMuch() {
        expect(new AnswerChange(1000, 1, .2, 0, 0));
        compare(200, .8, .8);
        assertThat(vote("confidence").passed()).isTrue();

        expect(new AnswerChange(1000, 1, -.1, 0, 0));
        compare(200, .95, .85);
        assertThat(vote("confidence").passed()).isTrue();
    }

    @Test
    void classThatLosesItsEvents_failsTheShares() {
        compare(700, .9, .9);
        compare(150, .9, .2);

        assertThat(vote("class shares").value()).isCloseTo(150.0 / 850, offset(1e-9));
        assertThat(vote("class shares").passed()).isFalse();
    }

    @Test
    void answersOfTheActiveShare_farFromThoseOfTheRest_failTheDrift_evenWhereTheComparedAgree() {
        compare(200, .9, .9);
        for (int i = 0; i < 300; i++) {
            evidence.add(Rollouts.prediction("oven", 1, .9));
            evidence.add(Rollouts.prediction("oven", 2, i % 3 == 0 ? .1 : .9));
        }

        assertThat(vote("drift").passed()).isFalse();
        assertThat(evidence.votes(LINES, FEWEST))
                .filteredOn(vote -> !vote.passed())
                .hasSize(1);
    }

    @Test
    void twoSamplesOfTheSameAnswers_passEveryVote_butForRareChance() {
        int failed = 0;
        for (int seed = 0; seed < 200; seed++) {
            StepEvidence same = new StepEvidence(SECOND);
            Random chance = new Random(seed);
            for (int i = 0; i < 100; i++) {
                same.add(Rollouts.comparison("oven", .9, .9));
                same.add(Rollouts.prediction("oven", 1, chance.nextBoolean() ? .95 : .05));
                same.add(Rollouts.prediction("oven", 2, chance.nextBoolean() ? .95 : .05));
            }
            failed += same.votes(LINES, FEWEST).stream().allMatch(Vote::passed) ? 0 : 1;
        }
        assertThat(failed).isLessThanOrEqualTo(4);
    }

    @Test
    void answersThatLieAsFarAsOnTheWindow_passTheDrift_butForRareChance() {
        int failed = 0;
        for (int seed = 0; seed < 500; seed++) {
            expect(new AnswerChange(1000, .8, 0, .2, .2 * Math.sqrt(2)));
            Random chance = new Random(seed);
            compare(FEWEST, .9, .9);
            for (int i = 0; i < FEWEST; i++) {
                evidence.add(Rollouts.prediction("oven", 1, chance.nextDouble() < .5 ? .99 : .01));
                evidence.add(Rollouts.prediction("oven", 2, chance.nextDouble() < .7 ? .99 : .01));
            }
            failed += evidence.votes(new RolloutThresholds(1, 1, 1, 0), FEWEST).stream()
                            .allMatch(Vote::passed)
                    ? 0
                    : 1;
        }
        assertThat(failed).isLessThanOrEqualTo(8);
    }

    @Test
    void otherDomainsAndVersions_arePassedOver() {
        evidence.add(Rollouts.prediction("kiln", 1, .9));
        evidence.add(Rollouts.prediction("oven", 7, .9));
        evidence.add(Rollouts.comparison("kiln", .9, .9));

        assertThat(List.of(evidence.active(), evidence.rest(), evidence.compared()))
                .containsOnly(0L);
    }

    private void expect(AnswerChange change) {
        evidence = new StepEvidence(Rollouts.second(change, HALF));
    }

    private void compare(int events, double served, double shadow) {
        for (int i = 0; i < events; i++) {
            evidence.add(Rollouts.comparison("oven", served, shadow));
        }
    }

    private Vote vote(String name) {
        return evidence.votes(LINES, FEWEST).stream()
                .filter(vote -> vote.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
