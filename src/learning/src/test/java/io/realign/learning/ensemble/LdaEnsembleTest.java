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

    /** Stand-in for a network: predictions of a source discriminant for the target, standardised by its own statistics. */
    private static final float[][] NETWORK = network(TARGET);

    private static SourceRows standardised(SourceRows rows) {
        return new SourceRows(
                Standardiser.fit(rows.features()).apply(rows.features()), rows.labels(), rows.classCount());
    }

    private static float[][] network(SourceRows target) {
        LinearDiscriminant discriminant = LinearDiscriminant.fit(SOURCE);
        return Stream.of(target.features()).map(discriminant::probabilities).toArray(float[][]::new);
    }

    private static ClassMoments moments(SourceRows rows) {
        return ClassMoments.of(rows);
    }

    private static LdaEnsemble ensemble(float[][] network) {
        return new LdaEnsemble(moments(SOURCE), TARGET.features(), network, 1);
    }

    private static double accuracy(float[][] probabilities) {
        return IntStream.range(0, probabilities.length)
                        .filter(row -> named(probabilities[row]) == TARGET.labels()[row])
                        .count()
                / (double) probabilities.length;
    }

    private static int named(float[] row) {
        return IntStream.range(0, row.length).reduce(0, (best, label) -> row[label] > row[best] ? label : best);
    }

    private static float[][] sure(int[] labels) {
        float[][] probabilities = new float[labels.length][SOURCE.classCount()];
        for (int row = 0; row < labels.length; row++) {
            probabilities[row][labels[row]] = 1;
        }
        return probabilities;
    }

    @Test
    void shiftedClasses_arePredictedBetterThanByTheNetwork() {
        double network = accuracy(NETWORK);

        assertThat(accuracy(ensemble(NETWORK).predict().probabilities())).isGreaterThan(network + .04);
    }

    /** A sensor that is constant in the target, though informative in the source. */
    @Test
    void constantFeature_isIgnored() {
        SourceRows source =
                new SourceRows(widened(SOURCE.features(), row -> row[0]), SOURCE.labels(), SOURCE.classCount());
        LdaEnsemble ensemble = new LdaEnsemble(moments(source), widened(TARGET.features(), row -> 0), NETWORK, 1);

        assertThat(ensemble.predict().probabilities())
                .isDeepEqualTo(ensemble(NETWORK).predict().probabilities());
        assertThat(ensemble.sourceOnlyProbabilities())
                .isDeepEqualTo(ensemble(NETWORK).sourceOnlyProbabilities());
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
    void classShares_areNearTheTruth() {
        double[] prior = ensemble(NETWORK).predict().classPriors();

        double[] truth = TARGET.classShares();
        double apart = IntStream.range(0, prior.length)
                        .mapToDouble(label -> Math.abs(prior[label] - truth[label]))
                        .sum()
                / 2;
        assertThat(apart).isLessThan(.08);
    }

    /** The network predicts one class for nearly all rows; from there alone, EM merges classes. */
    @Test
    void reweightedStarts_findALikelierSolutionThanTheNetworkStart() {
        SourceRows target = standardised(WORLD.rotated(.35).scaled(2, 5).rows(400, 2));
        float[][] partial = network(target);
        for (float[] row : partial) {
            favour(row);
        }
        LdaEnsemble ensemble = new LdaEnsemble(moments(SOURCE), target.features(), partial, 1);

        EnsemblePrediction alone = ensemble.predict(ensemble.startingPoints().subList(0, 1));

        assertThat(ensemble.predict().logLikelihood()).isGreaterThan(alone.logLikelihood() + .01);
    }

    /** Favours the first class a hundredfold, with a third of the predictions random. */
    private static void favour(float[] row) {
        double sum = 0;
        for (int label = 0; label < row.length; label++) {
            row[label] = (float) ((label == 0 ? 100 : 1) * (.7 * row[label] + .3 / row.length));
            sum += row[label];
        }
        for (int label = 0; label < row.length; label++) {
            row[label] /= (float) sum;
        }
    }

    @Test
    void trueLabels_areLikelierThanShuffledOnes() {
        List<float[]> shuffled = Arrays.asList(sure(TARGET.labels()));
        Collections.shuffle(shuffled, new Random(1));
        LdaEnsemble ensemble = ensemble(NETWORK);

        assertThat(ensemble.logLikelihood(sure(TARGET.labels())))
                .isGreaterThan(ensemble.logLikelihood(shuffled.toArray(float[][]::new)) + .1);
    }

    @Test
    void trueLabels_areLikelierThanThePredictionsOfTheNetwork() {
        LdaEnsemble ensemble = ensemble(NETWORK);

        assertThat(ensemble.logLikelihood(sure(TARGET.labels()))).isGreaterThan(ensemble.logLikelihood(NETWORK));
    }

    @Test
    void nanProbabilities_haveLikelihoodZero() {
        float[][] probabilities = sure(TARGET.labels());
        probabilities[17][2] = Float.NaN;

        assertThat(ensemble(NETWORK).logLikelihood(probabilities)).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void predictions_doNotDependOnEarlierCalls() {
        LdaEnsemble one = ensemble(NETWORK);
        LdaEnsemble other = ensemble(NETWORK);

        double likelihood = one.logLikelihood(NETWORK);
        float[][] unlike = one.sourceOnlyProbabilities();
        EnsemblePrediction opinion = one.predict();
        EnsemblePrediction first = other.predict();

        assertThat(first.probabilities()).isDeepEqualTo(opinion.probabilities());
        assertThat(first.classPriors()).isEqualTo(opinion.classPriors());
        assertThat(first.logLikelihood()).isEqualTo(opinion.logLikelihood());
        assertThat(other.sourceOnlyProbabilities()).isDeepEqualTo(unlike);
        assertThat(other.logLikelihood(NETWORK)).isEqualTo(likelihood);
    }

    @Test
    void anotherSeed_givesAnotherEnsemble() {
        LdaEnsemble other = new LdaEnsemble(moments(SOURCE), TARGET.features(), NETWORK, 2);

        assertThat(other.logLikelihood(NETWORK)).isNotEqualTo(ensemble(NETWORK).logLikelihood(NETWORK));
    }

    @Test
    void inputs_areNotModified() {
        float[][] network = Stream.of(NETWORK).map(float[]::clone).toArray(float[][]::new);
        float[][] target = Stream.of(TARGET.features()).map(float[]::clone).toArray(float[][]::new);

        new LdaEnsemble(moments(SOURCE), target, network, 1).predict();

        assertThat(network).isDeepEqualTo(NETWORK);
        assertThat(target).isDeepEqualTo(TARGET.features());
    }

    @Test
    void sourceOnlyMembers_areIndependentOfTheNetwork() {
        assertThat(ensemble(sure(new int[TARGET.size()])).sourceOnlyProbabilities())
                .isDeepEqualTo(ensemble(NETWORK).sourceOnlyProbabilities());
    }

    @Test
    void sourceOnlyMembers_giveProbabilities() {
        assertThat(List.of(ensemble(NETWORK).sourceOnlyProbabilities())).allSatisfy(LdaEnsembleTest::isDistribution);
    }

    @Test
    void classMissingFromTheSource_isNeverPredicted_evenIfTheNetworkDoes() {
        int[] labels = Arrays.stream(SOURCE.labels())
                .map(label -> label == 3 ? 2 : label)
                .toArray();
        SourceRows lacking = new SourceRows(SOURCE.features(), labels, SOURCE.classCount());
        float[][] three = new float[TARGET.size()][];
        Arrays.fill(three, 0, 200, new float[] {.05f, .05f, .1f, .8f});
        Arrays.fill(three, 200, three.length, new float[] {0, 0, 0, 1});
        LdaEnsemble ensemble = new LdaEnsemble(moments(lacking), TARGET.features(), three, 1);

        assertThat(List.of(ensemble.predict().probabilities())).allMatch(row -> row[3] == 0);
        assertThat(ensemble.predict().classPriors()[3]).isZero();
        assertThat(List.of(ensemble.sourceOnlyProbabilities())).allMatch(row -> row[3] == 0);
    }

    @Test
    void nanOutputsOfTheNetwork_areIgnored() {
        float[][] silent = new float[TARGET.size()][SOURCE.classCount()];
        Stream.of(silent).forEach(row -> Arrays.fill(row, Float.NaN));

        assertThat(List.of(ensemble(silent).predict().probabilities())).allSatisfy(LdaEnsembleTest::isDistribution);
    }

    private static void isDistribution(float[] row) {
        double sum = 0;
        for (float share : row) {
            assertThat(share).isBetween(0f, 1f);
            sum += share;
        }
        assertThat(sum).isBetween(1 - 1e-5, 1 + 1e-5);
    }
}
