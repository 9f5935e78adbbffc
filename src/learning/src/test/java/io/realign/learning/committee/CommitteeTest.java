package io.realign.learning.committee;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.SourceRows;
import io.realign.learning.distance.Clouds;
import io.realign.learning.source.Discriminant;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommitteeTest {
    private static final Clouds WORLD = Clouds.standard(6);
    private static final double[] MIX = {.45, .3, .15, .1};
    private static final SourceRows SOURCE = standardised(WORLD.rows(600, 1));
    private static final SourceRows TARGET =
            standardised(WORLD.turned(.35).mixed(MIX).scaled(2, 5).rows(400, 2));

    /** Stands for a network: what a discriminant of the source says of the target, standardised by itself. */
    private static final float[][] NETWORK = network(TARGET);

    private static SourceRows standardised(SourceRows rows) {
        return new SourceRows(Standardiser.fit(rows.features()).apply(rows.features()), rows.labels(), rows.classes());
    }

    private static float[][] network(SourceRows target) {
        Discriminant discriminant = Discriminant.fit(SOURCE.features(), SOURCE.labels(), SOURCE.classes());
        return Stream.of(target.features()).map(discriminant::probabilities).toArray(float[][]::new);
    }

    private static ClassMoments moments(SourceRows rows) {
        return ClassMoments.of(rows.features(), rows.labels(), rows.classes());
    }

    private static Committee committee(float[][] network) {
        return new Committee(moments(SOURCE), TARGET.features(), network, 1);
    }

    private static double accuracy(float[][] answers) {
        return IntStream.range(0, answers.length)
                        .filter(row -> named(answers[row]) == TARGET.labels()[row])
                        .count()
                / (double) answers.length;
    }

    private static int named(float[] answer) {
        return IntStream.range(0, answer.length)
                .reduce(0, (best, label) -> answer[label] > answer[best] ? label : best);
    }

    private static float[][] sure(int[] labels) {
        float[][] answers = new float[labels.length][SOURCE.classes()];
        for (int row = 0; row < labels.length; row++) {
            answers[row][labels[row]] = 1;
        }
        return answers;
    }

    @Test
    void shiftedClasses_areToldBetterThanByTheNetwork() {
        double network = accuracy(NETWORK);

        assertThat(accuracy(committee(NETWORK).opinion().answers())).isGreaterThan(network + .04);
    }

    /** A sensor that is dead in the target, whatever it said of the classes in the source. */
    @Test
    void featureThatNoLongerVaries_isNotLookedAt() {
        SourceRows source =
                new SourceRows(widened(SOURCE.features(), row -> row[0]), SOURCE.labels(), SOURCE.classes());
        Committee committee = new Committee(moments(source), widened(TARGET.features(), row -> 0), NETWORK, 1);

        assertThat(committee.opinion().answers())
                .isDeepEqualTo(committee(NETWORK).opinion().answers());
        assertThat(committee.withoutTarget()).isDeepEqualTo(committee(NETWORK).withoutTarget());
    }

    private static float[][] widened(float[][] rows, ToDoubleFunction<float[]> last) {
        return Stream.of(rows)
                .map(row -> {
                    float[] wider = Arrays.copyOf(row, row.length + 1);
                    wider[row.length] = (float) last.applyAsDouble(row);
                    return wider;
                })
                .toArray(float[][]::new);
    }

    @Test
    void prior_isNearTheTruth() {
        double[] prior = committee(NETWORK).opinion().prior();

        double[] truth = TARGET.shares();
        double apart = IntStream.range(0, prior.length)
                        .mapToDouble(label -> Math.abs(prior[label] - truth[label]))
                        .sum()
                / 2;
        assertThat(apart).isLessThan(.08);
    }

    /** The network takes nearly all rows for one class: from there alone the mixture settles with classes merged. */
    @Test
    void tiltedStarts_findALikelierSolutionThanTheNetworksAnswersAlone() {
        SourceRows target = standardised(WORLD.turned(.35).scaled(2, 5).rows(400, 2));
        float[][] partial = network(target);
        for (float[] answer : partial) {
            favour(answer);
        }
        Committee committee = new Committee(moments(SOURCE), target.features(), partial, 1);

        Opinion alone = committee.opinion(committee.starts().subList(0, 1));

        assertThat(committee.opinion().likelihood()).isGreaterThan(alone.likelihood() + .01);
    }

    /** A hundred times the first class, of answers that are a third at random. */
    private static void favour(float[] answer) {
        double sum = 0;
        for (int label = 0; label < answer.length; label++) {
            answer[label] = (float) ((label == 0 ? 100 : 1) * (.7 * answer[label] + .3 / answer.length));
            sum += answer[label];
        }
        for (int label = 0; label < answer.length; label++) {
            answer[label] /= (float) sum;
        }
    }

    @Test
    void trueAnswers_areLikelierThanTheSameOnesOfOtherRows() {
        List<float[]> shuffled = Arrays.asList(sure(TARGET.labels()));
        Collections.shuffle(shuffled, new Random(1));
        Committee committee = committee(NETWORK);

        assertThat(committee.likelihood(sure(TARGET.labels())))
                .isGreaterThan(committee.likelihood(shuffled.toArray(float[][]::new)) + .1);
    }

    @Test
    void trueAnswers_areLikelierThanTheNetworks() {
        Committee committee = committee(NETWORK);

        assertThat(committee.likelihood(sure(TARGET.labels()))).isGreaterThan(committee.likelihood(NETWORK));
    }

    @Test
    void answersThatAreNoNumbers_areNotLikelyAtAll() {
        float[][] answers = sure(TARGET.labels());
        answers[17][2] = Float.NaN;

        assertThat(committee(NETWORK).likelihood(answers)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void whatIsSaid_doesNotDependOnWhatWasAskedBefore() {
        Committee one = committee(NETWORK);
        Committee other = committee(NETWORK);

        double likelihood = one.likelihood(NETWORK);
        float[][] unlike = one.withoutTarget();
        Opinion opinion = one.opinion();
        Opinion first = other.opinion();

        assertThat(first.answers()).isDeepEqualTo(opinion.answers());
        assertThat(first.prior()).isEqualTo(opinion.prior());
        assertThat(first.likelihood()).isEqualTo(opinion.likelihood());
        assertThat(other.withoutTarget()).isDeepEqualTo(unlike);
        assertThat(other.likelihood(NETWORK)).isEqualTo(likelihood);
    }

    @Test
    void anotherSeed_makesAnotherCommittee() {
        Committee other = new Committee(moments(SOURCE), TARGET.features(), NETWORK, 2);

        assertThat(other.likelihood(NETWORK)).isNotEqualTo(committee(NETWORK).likelihood(NETWORK));
    }

    @Test
    void whatIsGiven_isLeftAsItWas() {
        float[][] network = Stream.of(NETWORK).map(float[]::clone).toArray(float[][]::new);
        float[][] target = Stream.of(TARGET.features()).map(float[]::clone).toArray(float[][]::new);

        new Committee(moments(SOURCE), target, network, 1).opinion();

        assertThat(network).isDeepEqualTo(NETWORK);
        assertThat(target).isDeepEqualTo(TARGET.features());
    }

    @Test
    void membersWithoutTarget_oweNothingToTheNetwork() {
        assertThat(committee(sure(new int[TARGET.size()])).withoutTarget())
                .isDeepEqualTo(committee(NETWORK).withoutTarget());
    }

    @Test
    void membersWithoutTarget_giveProbabilities() {
        assertThat(List.of(committee(NETWORK).withoutTarget())).allSatisfy(CommitteeTest::isDistribution);
    }

    @Test
    void classThatTheSourceLacks_isNeverNamed_evenIfTheNetworkDoes() {
        int[] labels = Arrays.stream(SOURCE.labels())
                .map(label -> label == 3 ? 2 : label)
                .toArray();
        SourceRows lacking = new SourceRows(SOURCE.features(), labels, SOURCE.classes());
        float[][] three = new float[TARGET.size()][];
        Arrays.fill(three, 0, 200, new float[] {.05f, .05f, .1f, .8f});
        Arrays.fill(three, 200, three.length, new float[] {0, 0, 0, 1});
        Committee committee = new Committee(moments(lacking), TARGET.features(), three, 1);

        assertThat(List.of(committee.opinion().answers())).allMatch(answer -> answer[3] == 0);
        assertThat(committee.opinion().prior()[3]).isZero();
        assertThat(List.of(committee.withoutTarget())).allMatch(answer -> answer[3] == 0);
    }

    @Test
    void networkThatAnswersNoNumbers_hasNoVoice() {
        float[][] silent = new float[TARGET.size()][SOURCE.classes()];
        Stream.of(silent).forEach(answer -> Arrays.fill(answer, Float.NaN));

        assertThat(List.of(committee(silent).opinion().answers())).allSatisfy(CommitteeTest::isDistribution);
    }

    private static void isDistribution(float[] answer) {
        double sum = 0;
        for (float share : answer) {
            assertThat(share).isBetween(0f, 1f);
            sum += share;
        }
        assertThat(sum).isBetween(1 - 1e-5, 1 + 1e-5);
    }
}
