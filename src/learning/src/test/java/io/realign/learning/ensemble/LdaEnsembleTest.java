package io.realign.learning.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.LinearDiscriminant;
import io.realign.window.Standardiser;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LdaEnsembleTest {
    private static final SyntheticClasses WORLD = SyntheticClasses.standard(6);
    private static final double[] MIX = {.45, .3, .15, .1};
    private static final SourceRows SOURCE = standardised(WORLD.rows(600, 1));
    private static final SourceRows TARGET =
            standardised(WORLD.rotated(.35).withClassShares(MIX).scaled(2, 5).rows(400, 2));

    /** Stands for a network: what a discriminant of the source says of the target, standardised by itself. */
    private static final float[][] NETWORK = network(TARGET);

    private static SourceRows standardised(SourceRows rows) {
        return new SourceRows(
                Standardiser.fit(rows.features()).apply(rows.features()), rows.labels(), rows.classCount());
    }

    private static float[][] network(SourceRows target) {
        LinearDiscriminant discriminant =
                LinearDiscriminant.fit(SOURCE.features(), SOURCE.labels(), SOURCE.classCount());
        return Stream.of(target.features()).map(discriminant::probabilities).toArray(float[][]::new);
    }

    private static ClassMoments moments(SourceRows rows) {
        return ClassMoments.of(rows.features(), rows.labels(), rows.classCount());
    }

    private static LdaEnsemble committee(float[][] network) {
        return new LdaEnsemble(moments(SOURCE), TARGET.features(), network, 1);
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
        float[][] answers = new float[labels.length][SOURCE.classCount()];
        for (int row = 0; row < labels.length; row++) {
            answers[row][labels[row]] = 1;
        }
        return answers;
    }

    @Test
    void shiftedClasses_areToldBetterThanByTheNetwork() {
        double network = accuracy(NETWORK);

        assertThat(accuracy(committee(NETWORK).predict().probabilities())).isGreaterThan(network + .04);
    }

    /** A sensor that is dead in the target, whatever it said of the classes in the source. */
    @Test
    void featureThatNoLongerVaries_isNotLookedAt() {
        SourceRows source =
                new SourceRows(widened(SOURCE.features(), row -> row[0]), SOURCE.labels(), SOURCE.classCount());
        LdaEnsemble committee = new LdaEnsemble(moments(source), widened(TARGET.features(), row -> 0), NETWORK, 1);

        assertThat(committee.predict().probabilities())
                .isDeepEqualTo(committee(NETWORK).predict().probabilities());
        assertThat(committee.sourceOnlyProbabilities())
                .isDeepEqualTo(committee(NETWORK).sourceOnlyProbabilities());
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
        double[] prior = committee(NETWORK).predict().classShares();

        double[] truth = TARGET.classShares();
        double apart = IntStream.range(0, prior.length)
                        .mapToDouble(label -> Math.abs(prior[label] - truth[label]))
                        .sum()
                / 2;
        assertThat(apart).isLessThan(.08);
    }

    /** The network takes nearly all rows for one class: from there alone the mixture settles with classes merged. */
    @Test
    void tiltedStarts_findALikelierSolutionThanTheNetworksAnswersAlone() {
        SourceRows target = standardised(WORLD.rotated(.35).scaled(2, 5).rows(400, 2));
        float[][] partial = network(target);
        for (float[] answer : partial) {
            favour(answer);
        }
        LdaEnsemble committee = new LdaEnsemble(moments(SOURCE), target.features(), partial, 1);

        EnsemblePrediction alone = committee.predict(committee.startingPoints().subList(0, 1));

        assertThat(committee.predict().logLikelihood()).isGreaterThan(alone.logLikelihood() + .01);
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
        LdaEnsemble committee = committee(NETWORK);

        assertThat(committee.logLikelihood(sure(TARGET.labels())))
                .isGreaterThan(committee.logLikelihood(shuffled.toArray(float[][]::new)) + .1);
    }

    @Test
    void trueAnswers_areLikelierThanTheNetworks() {
        LdaEnsemble committee = committee(NETWORK);

        assertThat(committee.logLikelihood(sure(TARGET.labels()))).isGreaterThan(committee.logLikelihood(NETWORK));
    }

    @Test
    void nanProbabilities_haveLikelihoodZero() {
        float[][] answers = sure(TARGET.labels());
        answers[17][2] = Float.NaN;

        assertThat(committee(NETWORK).logLikelihood(answers)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void whatIsSaid_doesNotDependOnWhatWasAskedBefore() {
        LdaEnsemble one = committee(NETWORK);
        LdaEnsemble other = committee(NETWORK);

        double likelihood = one.logLikelihood(NETWORK);
        float[][] unlike = one.sourceOnlyProbabilities();
        EnsemblePrediction opinion = one.predict();
        EnsemblePrediction first = other.predict();

        assertThat(first.probabilities()).isDeepEqualTo(opinion.probabilities());
        assertThat(first.classShares()).isEqualTo(opinion.classShares());
        assertThat(first.logLikelihood()).isEqualTo(opinion.logLikelihood());
        assertThat(other.sourceOnlyProbabilities()).isDeepEqualTo(unlike);
        assertThat(other.logLikelihood(NETWORK)).isEqualTo(likelihood);
    }

    @Test
    void anotherSeed_makesAnotherCommittee() {
        LdaEnsemble other = new LdaEnsemble(moments(SOURCE), TARGET.features(), NETWORK, 2);

        assertThat(other.logLikelihood(NETWORK)).isNotEqualTo(committee(NETWORK).logLikelihood(NETWORK));
    }

    @Test
    void whatIsGiven_isLeftAsItWas() {
        float[][] network = Stream.of(NETWORK).map(float[]::clone).toArray(float[][]::new);
        float[][] target = Stream.of(TARGET.features()).map(float[]::clone).toArray(float[][]::new);

        new LdaEnsemble(moments(SOURCE), target, network, 1).predict();

        assertThat(network).isDeepEqualTo(NETWORK);
        assertThat(target).isDeepEqualTo(TARGET.features());
    }

    @Test
    void sourceOnlyMembers_areIndependentOfTheNetwork() {
        assertThat(committee(sure(new int[TARGET.size()])).sourceOnlyProbabilities())
                .isDeepEqualTo(committee(NETWORK).sourceOnlyProbabilities());
    }

    @Test
    void membersWithoutTarget_giveProbabilities() {
        assertThat(List.of(committee(NETWORK).sourceOnlyProbabilities())).allSatisfy(LdaEnsembleTest::isDistribution);
    }

    @Test
    void classThatTheSourceLacks_isNeverNamed_evenIfTheNetworkDoes() {
        int[] labels = Arrays.stream(SOURCE.labels())
                .map(label -> label == 3 ? 2 : label)
                .toArray();
        SourceRows lacking = new SourceRows(SOURCE.features(), labels, SOURCE.classCount());
        float[][] three = new float[TARGET.size()][];
        Arrays.fill(three, 0, 200, new float[] {.05f, .05f, .1f, .8f});
        Arrays.fill(three, 200, three.length, new float[] {0, 0, 0, 1});
        LdaEnsemble committee = new LdaEnsemble(moments(lacking), TARGET.features(), three, 1);

        assertThat(List.of(committee.predict().probabilities())).allMatch(answer -> answer[3] == 0);
        assertThat(committee.predict().classShares()[3]).isZero();
        assertThat(List.of(committee.sourceOnlyProbabilities())).allMatch(answer -> answer[3] == 0);
    }

    @Test
    void nanOutputsOfTheNetwork_areIgnored() {
        float[][] silent = new float[TARGET.size()][SOURCE.classCount()];
        Stream.of(silent).forEach(answer -> Arrays.fill(answer, Float.NaN));

        assertThat(List.of(committee(silent).predict().probabilities())).allSatisfy(LdaEnsembleTest::isDistribution);
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
