package io.realign.lab.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamChangesTest {
    private static final int ROWS = 20_000;

    @Test
    void change_leavesTheRowsBeforeItAlone() {
        FeatureStream quiet = StreamGenerators.gaussian(4).start(new Random(3));
        Random random = new Random(3);
        FeatureStream changed = StreamChanges.meanShift(5)
                .applyAfter(10, StreamGenerators.gaussian(4).start(random), random);

        for (int i = 0; i < 10; i++) {
            assertThat(changed.next()).isEqualTo(quiet.next());
        }
        assertThat(changed.next()[0]).isEqualTo(quiet.next()[0] + 5);
    }

    @Test
    void dependence_keepsMomentsAndCorrelation_andJoinsTheMagnitudes() {
        float[][] rows = changed(StreamGenerators.gaussian(2), StreamChanges.dependenceInGroupsOf(2));

        assertThat(mean(rows, row -> row[1])).isCloseTo(0, within(0.03));
        assertThat(mean(rows, row -> row[1] * row[1])).isCloseTo(1, within(0.05));
        assertThat(mean(rows, row -> row[0] * row[1])).isCloseTo(0, within(0.05));
        assertThat(mean(rows, row -> row[0] * row[0] * row[1] * row[1])).isCloseTo(3, within(0.3));
    }

    @Test
    void covariance_movesACorrelation_andNoVariance() {
        StreamGenerator generator = StreamGenerators.correlatedNeighbours(8, 0.9);

        assertThat(mean(rows(generator), row -> row[0] * row[1])).isCloseTo(0.9, within(0.05));
        float[][] swapped = changed(generator, StreamChanges.swappedFeatures(2));
        assertThat(mean(swapped, row -> row[0] * row[1])).isCloseTo(Math.pow(0.9, 3), within(0.05));
        assertThat(mean(swapped, row -> row[0] * row[0])).isCloseTo(1, within(0.05));
    }

    @Test
    void cluster_takesItsShareOfTheRows() {
        float[][] rows = changed(StreamGenerators.gaussian(2), StreamChanges.newCluster("cluster", 0.25, 20));

        assertThat(mean(rows, row -> row[0] > 10 ? 1 : 0)).isCloseTo(0.25, within(0.02));
    }

    @Test
    void heavyTails_holdMoreThanNormalOnes() {
        float[][] rows = rows(StreamGenerators.studentT(2, 3));

        assertThat(mean(rows, row -> Math.abs(row[0]) < 0.765 ? 1 : 0)).isCloseTo(0.5, within(0.03));
        assertThat(mean(rows, row -> Math.abs(row[1]) > 3.182 ? 1 : 0)).isCloseTo(0.05, within(0.01));
    }

    @Test
    void priors_bringTheFirstCluster_andLeaveTheClustersWhereTheyAre() {
        GaussianMixture clusters = new GaussianMixture(new double[][] {{100}, {0}});
        float[][] rows = changed(clusters.generator(), clusters.priorShift(0.5));

        assertThat(mean(rows, row -> row[0] > 50 ? 1 : 0)).isCloseTo(0.75, within(0.02));
        assertThat(mean(rows, row -> row[0] > 50 ? row[0] : 100)).isCloseTo(100, within(0.05));
    }

    @Test
    void movedCluster_movesAlone() {
        GaussianMixture clusters = new GaussianMixture(new double[][] {{100}, {0}});
        float[][] rows = changed(clusters.generator(), clusters.clusterShift(7));

        assertThat(mean(rows, row -> row[0] > 50 ? row[0] : 107)).isCloseTo(107, within(0.05));
        assertThat(mean(rows, row -> row[0] > 50 ? 0 : row[0])).isCloseTo(0, within(0.05));
    }

    @Test
    void counts_haveTheirRate_asTheirMeanAndTheirVariance_andLoseTheirShare() {
        float[][] rows = rows(StreamGenerators.poisson(1, 3));
        float[][] lost = changed(StreamGenerators.poisson(1, 30), StreamChanges.missingValues(0.1));

        assertThat(mean(rows, row -> row[0])).isCloseTo(3, within(0.06));
        assertThat(mean(rows, row -> (row[0] - 3) * (row[0] - 3))).isCloseTo(3, within(0.2));
        assertThat(mean(lost, row -> row[0] == 0 ? 1 : 0)).isCloseTo(0.1, within(0.02));
        assertThat(mean(changed(StreamGenerators.poisson(1, 3), StreamChanges.higherRate(1, 2)), row -> row[0]))
                .isCloseTo(5, within(0.1));
    }

    @Test
    void negatedPairs_changeTheSignOfTheirCorrelation_andOfNoOther() {
        StreamGenerator generator = StreamGenerators.correlatedPairs(4, 0.8);
        float[][] negated = changed(generator, StreamChanges.negatedPairs(1));

        assertThat(mean(rows(generator), row -> row[0] * row[1])).isCloseTo(0.8, within(0.05));
        assertThat(mean(rows(generator), row -> row[1] * row[2])).isCloseTo(0, within(0.05));
        assertThat(mean(negated, row -> row[0] * row[1])).isCloseTo(-0.8, within(0.05));
        assertThat(mean(negated, row -> row[2] * row[3])).isCloseTo(0.8, within(0.05));
    }

    @Test
    void integers_changeTheRateOfOneCount_orTheShareOfTheRareFlag() {
        float[][] rows = rows(IntegerTable.generator());

        assertThat(mean(rows, row -> row[16])).isCloseTo(3, within(0.06));
        assertThat(mean(rows, row -> row[22])).isCloseTo(0.01, within(0.003));
        assertThat(mean(changed(IntegerTable.generator(), IntegerTable.higherRate()), row -> row[16]))
                .isCloseTo(3.9, within(0.07));
        assertThat(mean(changed(IntegerTable.generator(), IntegerTable.frequentFlag()), row -> row[22]))
                .isCloseTo(0.06, within(0.006));
    }

    @Test
    void categories_haveOneValueEach() {
        float[][] rows = rows(CategoryTable.generator());

        assertThat(List.of(rows)).allSatisfy(row -> {
            assertThat(sum(row, 0, 7)).isEqualTo(1);
            assertThat(sum(row, 7, 15)).isEqualTo(1);
            assertThat(sum(row, 15, 20)).isEqualTo(1);
        });
        assertThat(mean(rows, row -> row[0])).isCloseTo(0.5, within(0.02));
        assertThat(mean(rows, row -> row[6])).isCloseTo(0.01, within(0.003));
        assertThat(mean(rows, row -> row[15])).isCloseTo(0.9, within(0.01));
    }

    @Test
    void constantFeature_variesOnlyAfterItsChange() {
        StreamChange change = StreamChanges.noiseInLastFeature("constant", 0.01);

        assertThat(List.of(rows(SpikyTable.generator())))
                .allSatisfy(row -> assertThat(row[15]).isEqualTo(7));
        assertThat(mean(changed(SpikyTable.generator(), change), row -> (row[15] - 7) * (row[15] - 7)))
                .isCloseTo(1e-4, within(1e-5));
    }

    @Test
    void dropout_setsTheFirstFeaturesTogether() {
        float[][] rows = changed(StreamGenerators.gaussian(3), StreamChanges.dropout(2, 0.02, -60));

        assertThat(mean(rows, row -> row[0] == -60 && row[1] == -60 ? 1 : 0)).isCloseTo(0.02, within(0.004));
        assertThat(mean(rows, row -> row[0] == -60 != (row[1] == -60) || row[2] == -60 ? 1 : 0))
                .isZero();
    }

    @Test
    void burst_endsAfterItsRows() {
        FeatureStream quiet = StreamGenerators.gaussian(2).start(new Random(3));
        FeatureStream burst = StreamChanges.burst(2, 5)
                .applyAfter(1, StreamGenerators.gaussian(2).start(new Random(3)), new Random(4));

        for (float shift : new float[] {0, 5, 5, 0, 0}) {
            assertThat(burst.next()[1]).isEqualTo(quiet.next()[1] + shift);
        }
    }

    @Test
    void autoregressiveRows_areCorrelatedFromTheFirstOn() {
        Random random = new Random(5);
        double product = 0;
        double square = 0;
        for (int i = 0; i < ROWS; i++) {
            FeatureStream rows = StreamGenerators.autoregressive(1, 0.9).start(random);
            float first = rows.next()[0];
            product += first * rows.next()[0];
            square += first * first;
        }

        assertThat(square / ROWS).isCloseTo(1, within(0.05));
        assertThat(product / ROWS).isCloseTo(0.9, within(0.05));
    }

    private static float[][] changed(StreamGenerator generator, StreamChange change) {
        return rows(random -> change.applyAfter(0, generator.start(random), random));
    }

    private static float[][] rows(StreamGenerator generator) {
        return generator.start(new Random(1)).next(ROWS);
    }

    private static float sum(float[] row, int from, int to) {
        float sum = 0;
        for (int i = from; i < to; i++) {
            sum += row[i];
        }
        return sum;
    }

    private static double mean(float[][] rows, Statistic statistic) {
        double sum = 0;
        for (float[] row : rows) {
            sum += statistic.of(row);
        }
        return sum / rows.length;
    }

    private interface Statistic {
        double of(float[] row);
    }
}
