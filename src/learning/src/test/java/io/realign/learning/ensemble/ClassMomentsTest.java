package io.realign.learning.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.realign.learning.distance.SyntheticClasses;
import io.realign.learning.input.SourceRows;
import org.junit.jupiter.api.Test;

class ClassMomentsTest {
    private static final float[][] ROWS = {{0, 0}, {2, 4}, {10, 1}, {10, 3}, {13, 2}};
    private static final int[] LABELS = {0, 0, 1, 1, 1};

    @Test
    void moments_areComputedForEachClass() {
        ClassMoments moments = ClassMoments.of(new SourceRows(ROWS, LABELS, 2));

        assertThat(moments.means()).isDeepEqualTo(new double[][] {{1, 2}, {11, 2}});
        assertThat(moments.classShares()).containsExactly(.4, .6);
        assertThat(moments.variances()[0]).containsExactly(1, 4);
        assertThat(moments.variances()[1][0]).isCloseTo(2, within(1e-12));
        assertThat(moments.variances()[1][1]).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void withinClassCovariance_isAboutTheClassMeans() {
        double[][] within = ClassMoments.of(new SourceRows(ROWS, LABELS, 2)).withinClassCovariance();

        // Squares of class 0: 2, 8, product 4; of class 1: 1 + 1 + 4, 1 + 1, product 1 - 1.
        assertThat(within[0][0]).isCloseTo(8 / 5.0, within(1e-12));
        assertThat(within[1][1]).isCloseTo(10 / 5.0, within(1e-12));
        assertThat(within[0][1]).isCloseTo(4 / 5.0, within(1e-12)).isEqualTo(within[1][0]);
    }

    @Test
    void classSharesOfTheRows_giveTheirMeanAndDeviation() {
        SourceRows rows =
                SyntheticClasses.standard(1).withClassShares(.5, .3, .15, .05).rows(300, 1);
        ClassMoments moments = ClassMoments.of(rows);

        double[] mean = moments.mean(moments.classShares());
        double[] deviation = moments.deviation(moments.classShares());

        for (int i = 0; i < SyntheticClasses.WIDTH; i++) {
            int feature = i;
            double direct = rowMean(rows, row -> row[feature]);
            double square = rowMean(rows, row -> (row[feature] - direct) * (row[feature] - direct));
            assertThat(mean[i]).isCloseTo(direct, within(1e-9));
            assertThat(deviation[i]).isCloseTo(Math.sqrt(square), within(1e-9));
        }
    }

    private interface Value {
        double of(float[] row);
    }

    private static double rowMean(SourceRows rows, Value value) {
        double sum = 0;
        for (float[] row : rows.features()) {
            sum += value.of(row) / rows.size();
        }
        return sum;
    }

    @Test
    void classWithoutRows_hasMeanZeroAndVarianceOne() {
        ClassMoments moments = ClassMoments.of(new SourceRows(ROWS, LABELS, 3));

        assertThat(moments.classShares()[2]).isZero();
        assertThat(moments.means()[2]).containsExactly(0, 0);
        assertThat(moments.variances()[2]).containsExactly(1, 1);
    }

    @Test
    void tooWideRows_areRejectedBeforeAnyAllocation() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassMoments.of(new SourceRows(new float[2][1025], new int[] {0, 1}, 2)))
                .withMessage("LDA ensemble: expected rows of at most 1024 features, got 1025; choose a recipe without"
                        + " it");
    }
}
