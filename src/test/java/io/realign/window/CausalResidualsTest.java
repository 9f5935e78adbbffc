package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CausalResidualsTest {
    private static final int PERIOD = 24;
    private static final MovingMean SEASONAL = MovingMean.seasonal(PERIOD);

    @Test
    void season_isRemoved_residualsAreStandardised() {
        List<float[]> rows = seasonalRows(3000);

        List<float[]> residuals = tail(residuals(SEASONAL, rows));

        assertThat(mean(residuals)).isCloseTo(0, within(0.1));
        assertThat(meanSquare(residuals)).isCloseTo(1, within(0.15));
        assertThat(lagOne(residuals)).isCloseTo(0, within(0.1));
    }

    @Test
    void autoregressionAndSlowChange_areRemoved() {
        Random random = new Random(2);
        List<float[]> rows = new ArrayList<>();
        double last = 0;
        for (int i = 0; i < 5000; i++) {
            last = 0.8 * last + random.nextGaussian();
            rows.add(new float[] {(float) (last + 0.002 * i)});
        }

        List<float[]> residuals = tail(residuals(MovingMean.rolling(200), rows));

        assertThat(mean(residuals)).isCloseTo(0, within(0.15));
        assertThat(meanSquare(residuals)).isCloseTo(1, within(0.15));
        assertThat(lagOne(residuals)).isCloseTo(0, within(0.1));
    }

    @Test
    void residuals_areFinite_whateverTheFirstRowsAre() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<float[]> rows = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                rows.add(new float[] {(float) (i < seed % 5 ? 1e-3 * random.nextGaussian() : random.nextGaussian())});
            }

            List<float[]> residuals = tail(residuals(MovingMean.rolling(20), rows));

            assertThat(meanSquare(residuals)).isBetween(0.5, 2.0);
        }
    }

    @Test
    void observe_dependsOnEarlierRowsOnly() {
        List<float[]> rows = seasonalRows(200);
        CausalResiduals residuals = CausalResiduals.initial(SEASONAL, rows);
        CausalResiduals other = CausalResiduals.initial(SEASONAL, rows);
        float[] residual = new float[1];
        float[] otherResidual = new float[1];
        for (int i = 0; i < 150; i++) {
            residuals.observe(rows.get(i), residual);
            other.observe(rows.get(i), otherResidual);
            assertThat(residual).isEqualTo(otherResidual);
        }

        residuals.observe(new float[] {1}, residual);
        other.observe(new float[] {2}, otherResidual);

        assertThat(otherResidual[0]).isGreaterThan(residual[0]);
    }

    @Test
    void warmUp_isAPeriodAndTheRowsForTheDeviation() {
        List<float[]> rows = seasonalRows(100);
        CausalResiduals residuals = CausalResiduals.initial(SEASONAL, rows);
        int unusable = 0;
        while (!residuals.observe(rows.get(unusable), new float[1])) {
            unusable++;
        }

        assertThat(unusable).isEqualTo(SEASONAL.warmUp()).isEqualTo(PERIOD + 32);
    }

    @Test
    void copy_continuesIndependently() {
        List<float[]> rows = seasonalRows(400);
        CausalResiduals residuals = CausalResiduals.initial(SEASONAL, rows);
        float[] residual = new float[1];
        rows.subList(0, 300).forEach(row -> residuals.observe(row, residual));
        CausalResiduals copy = residuals.copy();
        float[] ofCopy = new float[1];
        copy.observe(rows.get(300), ofCopy);
        for (int i = 0; i < 50; i++) {
            copy.observe(new float[] {100}, new float[1]);
        }

        residuals.observe(rows.get(300), residual);

        assertThat(residual).isEqualTo(ofCopy);
    }

    @Test
    void skippedRow_keepsTheFollowingRowsInTheirSlots() {
        List<float[]> rows = seasonalRows(1000);
        CausalResiduals residuals = CausalResiduals.initial(SEASONAL, rows);
        float[] residual = new float[1];
        double highest = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (i % 7 == 3) {
                residuals.skip();
            } else if (residuals.observe(rows.get(i), residual) && i > 500) {
                highest = Math.max(highest, Math.abs(residual[0]));
            }
        }

        assertThat(highest).isLessThan(5);
    }

    @Test
    void featuresThatNeverVary_keepTheirValues() {
        List<float[]> rows =
                seasonalRows(200).stream().map(row -> new float[] {row[0], 7}).toList();
        CausalResiduals residuals = CausalResiduals.initial(SEASONAL, rows);
        float[] residual = new float[2];
        rows.forEach(row -> residuals.observe(row, residual));
        assertThat(residual[1]).isEqualTo(7);

        residuals.observe(new float[] {0, 9}, residual);

        assertThat(residual[1]).isEqualTo(9);
    }

    @Test
    void outlier_isLimited_andChangesLittle() {
        List<float[]> rows = seasonalRows(2000);
        CausalResiduals residuals = CausalResiduals.initial(SEASONAL, rows);
        float[] residual = new float[1];
        rows.subList(0, 1000).forEach(row -> residuals.observe(row, residual));

        residuals.observe(new float[] {Float.MAX_VALUE}, residual);
        assertThat(residual[0]).isEqualTo(CausalResiduals.MAX_RESIDUAL);

        double squares = 0;
        for (float[] row : rows.subList(1001, 1201)) {
            residuals.observe(row, residual);
            squares += residual[0] * residual[0];
        }
        assertThat(squares / 200).isBetween(0.6, 1.3);
    }

    @Test
    void lastingChange_isVisibleForAPeriod_andLearntOverTwentyPeriods() {
        List<float[]> rows = seasonalRows(4000);
        List<float[]> changed = new ArrayList<>(rows.subList(0, 1000));
        rows.subList(1000, 4000).forEach(row -> changed.add(new float[] {row[0] + 3}));

        List<float[]> residuals = residuals(SEASONAL, changed);

        assertThat(mean(residuals.subList(1000, 1000 + PERIOD))).isGreaterThan(1);
        assertThat(mean(residuals.subList(3000, 4000))).isCloseTo(0, within(0.1));
    }

    @Test
    void lastingChange_isLearntOverTwentyPeriods_howeverManyRowsAVisitHas() {
        for (int rowsPerVisit : List.of(1, 10)) {
            Random random = new Random(1);
            CausalResiduals residuals = CausalResiduals.initial(MovingMean.ofSlots(4), seasonalRows(2));
            List<float[]> changed = new ArrayList<>();
            for (int visit = 0; visit < 4 * 60; visit++) {
                for (int row = 0; row < rowsPerVisit; row++) {
                    float[] residual = new float[1];
                    float level = visit < 4 * 50 ? 0 : 3;
                    residuals.observe(visit, new float[] {(float) (level + random.nextGaussian())}, residual);
                    if (visit >= 4 * 50) {
                        changed.add(residual);
                    }
                }
            }

            // After 10 of 20 periods, exp(-10/20) of the change remains, of which AR(1) predicts a part.
            assertThat(mean(changed.subList(changed.size() / 2, changed.size())))
                    .isGreaterThan(0.2);
        }
    }

    @Test
    void average_weightsTheStreamsByTheirRows() {
        MovingMean model = MovingMean.ofSlots(2);
        CausalResiduals initial = CausalResiduals.initial(model, seasonalRows(2));
        CausalResiduals longer = initial.copy();
        CausalResiduals shorter = initial.copy();
        Random random = new Random(1);
        for (int row = 0; row < 60; row++) {
            longer.observe(0, new float[] {(float) (10 + random.nextGaussian())}, new float[1]);
        }
        for (int row = 0; row < 20; row++) {
            shorter.observe(0, new float[] {(float) (20 + random.nextGaussian())}, new float[1]);
        }

        CausalResiduals average = CausalResiduals.average(List.of(longer, shorter));

        assertThat(average.rows()).isEqualTo(80);
        // The weighted average of the levels is 12.5, and the deviation of both is 1.
        assertThat(firstResidual(average, 12.5f)).isBetween(-1f, 1f);
        assertThat(firstResidual(average, 15f)).isBetween(1.2f, 4f);
        // Slot 1 has no mean.
        assertThat(average.copy().observe(1, new float[] {15}, new float[1])).isFalse();
    }

    @Test
    void averageOfOneStream_hasItsMeansAndDeviations() {
        List<float[]> rows = seasonalRows(500);
        CausalResiduals stream = CausalResiduals.initial(SEASONAL, rows);
        rows.forEach(row -> stream.observe(row, new float[1]));

        CausalResiduals average = CausalResiduals.average(List.of(stream));
        stream.skip();
        average.skip();

        assertThat(firstResidual(average, 3)).isEqualTo(firstResidual(stream, 3));
    }

    private static float firstResidual(CausalResiduals state, float value) {
        float[] residual = new float[1];
        assertThat(state.copy().observe(state.rows() == 80 ? 0 : state.rows(), new float[] {value}, residual))
                .isTrue();
        return residual[0];
    }

    @Test
    void periodsAndMemoriesOutOfRange_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MovingMean.seasonal(1))
                .withMessage("period: expected 2 to 1000000, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MovingMean.rolling(9))
                .withMessage("memory: expected 10 to 1000000, got 9");
    }

    private static List<float[]> residuals(MovingMean model, List<float[]> rows) {
        CausalResiduals residuals = CausalResiduals.initial(model, rows);
        List<float[]> all = new ArrayList<>();
        for (float[] row : rows) {
            float[] residual = new float[row.length];
            residuals.observe(row, residual);
            all.add(residual);
        }
        return all;
    }

    /** Standard normal values with a season of amplitude 5. */
    private static List<float[]> seasonalRows(int count) {
        Random random = new Random(1);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(new float[] {(float) (5 * Math.sin(2 * Math.PI * i / PERIOD) + random.nextGaussian())});
        }
        return rows;
    }

    /** The second half, after the learning. */
    private static List<float[]> tail(List<float[]> rows) {
        return rows.subList(rows.size() / 2, rows.size());
    }

    private static double mean(List<float[]> rows) {
        return rows.stream().mapToDouble(row -> row[0]).average().orElseThrow();
    }

    private static double meanSquare(List<float[]> rows) {
        return rows.stream().mapToDouble(row -> row[0] * row[0]).average().orElseThrow();
    }

    private static double lagOne(List<float[]> rows) {
        double sum = 0;
        for (int i = 1; i < rows.size(); i++) {
            sum += rows.get(i)[0] * rows.get(i - 1)[0];
        }
        return sum / rows.size();
    }
}
