package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureMapTest {
    @ParameterizedTest
    @CsvSource({"1,64", "7,128", "32,512", "33,256", "128,512", "784,128", "1000,256"})
    void innerProducts_approximateKernel(int width, int outputs) {
        Random random = new Random(width);
        double bandwidth = width;
        double error = 0;
        int draws = 40;
        for (int draw = 0; draw < draws; draw++) {
            RandomFeatures features = new RandomFeatures(width, outputs, bandwidth, draw);
            float[][] rows = GaussianRows.gaussian(2, width, 0, random);
            float[] one = new float[outputs];
            float[] other = new float[outputs];
            features.map(rows[0], one);
            features.map(rows[1], other);
            double kernel = Math.exp(-squaredDistance(rows[0], rows[1]) / (2 * bandwidth));
            error += dot(one, other) / squaredGrid() - kernel;
            assertThat(dot(one, one) / squaredGrid()).isCloseTo(1, within(0.02));
        }

        assertThat(error / draws).isCloseTo(0, within(4 / Math.sqrt(draws * outputs / 2.0)));
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1e-30f, 1, 1e6f, 1e30f, -1e30f, Float.MAX_VALUE})
    void map_finiteRow_givesBoundedIntegers(float value) {
        FeatureMap map = FeatureMap.fit(GaussianRows.gaussian(100, 10, 0, new Random(1)), 64, 1, 2);
        float[] row = new float[10];
        Arrays.fill(row, value);

        for (float feature : map.map(row)) {
            assertThat(feature).isEqualTo((float) Math.rint(feature));
            assertThat(Math.abs(feature)).isLessThanOrEqualTo(DyadicWindows.MAX_VALUE);
        }
    }

    @Test
    void row_containsScaledAndSquaredFeatures() {
        FeatureMap map = FeatureMap.fit(GaussianRows.gaussian(200, 3, 0, new Random(10)), 64, 1, 3);
        float[] features = {0.5f, -1, 2};
        float[] row = map.map(features);
        float[] scaled = map.scaling().apply(features);

        assertThat(map.width()).isEqualTo(map.whitening().width() + 3 + 3 + 2);
        for (int i = 0; i < 3; i++) {
            assertThat(row[map.scaledIndex() + i] / FeatureMap.SCALED_GRID)
                    .isCloseTo(scaled[i], within(0.5f / FeatureMap.SCALED_GRID));
            assertThat(row[map.scaledIndex() + 3 + i] / FeatureMap.SCALED_GRID)
                    .isCloseTo(scaled[i] * scaled[i], within(0.5f / FeatureMap.SCALED_GRID));
        }
        assertThat(row[map.typicalityScoreIndex()]).isZero();
        assertThat(row[map.dependenceScoreIndex()]).isZero();
    }

    @ParameterizedTest
    @CsvSource({"128,128,128", "129,129,0", "256,256,0", "257,0,0"})
    void manyFeatures_areLeftOutOfRows(int width, int scaled, int squared) {
        FeatureMap map = FeatureMap.fit(GaussianRows.gaussian(20, width, 0, new Random(11)), 64, 1, 3);

        assertThat(map.scaledFeatures()).isEqualTo(scaled);
        assertThat(map.squaredFeatures()).isEqualTo(squared);
        assertThat(map.map(new float[width])).hasSize(map.whitening().width() + scaled + squared + 2);
    }

    @Test
    void row_usedAgain_isOverwritten() {
        FeatureMap map = FeatureMap.fit(GaussianRows.gaussian(100, 3, 0, new Random(12)), 64, 1, 3);
        float[] row = new float[map.width()];
        Arrays.fill(row, 77);

        map.map(new float[] {1, 2, 3}, row);

        assertThat(row).isEqualTo(map.map(new float[] {1, 2, 3}));
    }

    @Test
    void fit_correlatedFeatures_hasADependenceForm() {
        float[][] rows = GaussianRows.gaussian(400, 4, 0, new Random(13));
        assertThat(FeatureMap.fit(rows, 64, 1, 3).dependenceForm()).isEmpty();
        for (float[] row : rows) {
            row[3] = row[1] + 0.1f * row[3];
        }
        FeatureMap map = FeatureMap.fit(rows, 64, 1, 3);

        assertThat(map.dependenceForm().orElseThrow().features()).containsExactly(1, 3);
        assertThat(map.dependence(map.map(new float[] {0, 1, 0, -1})))
                .isLessThan(map.dependence(map.map(new float[] {0, 1, 0, 1})));
    }

    @Test
    void fingerprint_dependsOnTheDependenceForm() {
        float[][] rows = GaussianRows.gaussian(400, 4, 0, new Random(14));
        for (float[] row : rows) {
            row[3] = row[1] + 0.1f * row[3];
        }
        FeatureMap map = FeatureMap.fit(rows, 64, 1, 3);
        FeatureMap without = new FeatureMap(map.scaling(), map.randomFeatures(), map.whitening(), Optional.empty());

        assertThat(without.fingerprint()).isNotEqualTo(map.fingerprint());
    }

    @Test
    void projection_rowsOfABlock_areOrthogonal() {
        int width = 128;
        StructuredProjection projection = new StructuredProjection(width, width, 1, 3);
        float[][] columns = new float[width][width];
        for (int i = 0; i < width; i++) {
            float[] unit = new float[width];
            unit[i] = 1;
            projection.project(unit, columns[i]);
        }

        double norm = dot(columns[0], columns[0]);
        for (int i = 1; i < width; i++) {
            assertThat(dot(columns[0], columns[i]) / norm).isCloseTo(0, within(1e-4));
            assertThat(dot(columns[i], columns[i]) / norm).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void sinCos_matchesMath() {
        int points = 10_000;
        float[] turns = new float[points];
        float[] cosines = new float[points];
        float[] sines = new float[points];
        Random random = new Random(4);
        for (int i = 0; i < points; i++) {
            turns[i] = (float) (100 * random.nextGaussian());
        }
        int radius = 1 << 20;
        SinCos.cosinesAndSines(turns, radius, cosines, sines, points);

        for (int i = 0; i < points; i++) {
            assertThat(cosines[i] / radius).isCloseTo((float) Math.cos(2 * Math.PI * turns[i]), within(2e-6f));
            assertThat(sines[i] / radius).isCloseTo((float) Math.sin(2 * Math.PI * turns[i]), within(2e-6f));
        }
    }

    @Test
    void whitenedNorm_equalsWhitenedDistance() {
        Random random = new Random(5);
        FeatureMap map = FeatureMap.fit(GaussianRows.gaussian(400, 6, 0, random), 64, 1, 6);
        Whitening whitening = map.whitening();
        float[][] rows = map.map(GaussianRows.gaussian(50, 6, 3, random));

        for (float share : whitening.weightReductions()) {
            assertThat(share).isBetween(0f, 1f);
        }
        for (int i = 1; i < rows.length; i++) {
            float[] difference = RowMath.difference(rows[i], rows[0]);
            assertThat(whitening.squaredNorm(difference)).isPositive();
            assertThat(whitening.squaredDistance(rows[i], rows[0])).isEqualTo(whitening.squaredNorm(difference));
            assertThat(whitening.squaredNorm(difference)).isLessThanOrEqualTo(dot(difference, difference) + 1);
        }
    }

    @Test
    void fit_fivePercentOutliers_isRobust() {
        float[][] rows = GaussianRows.gaussian(200, 4, 0, new Random(7));
        for (int i = 0; i < 10; i++) {
            Arrays.fill(rows[20 * i], 1e30f);
        }
        FeatureMap map = FeatureMap.fit(rows, 64, 1, 8);

        assertThat(map.randomFeatures().bandwidth()).isBetween(1e-4, 1e2);
        float[] near = map.map(new float[] {0, 0, 0, 0});
        float[] far = map.map(new float[] {2, -2, 2, -2});
        assertThat(dot(near, far) / squaredGrid()).isLessThan(0.95);
    }

    @Test
    void fit_sameSeed_givesSameMap() {
        float[][] rows = GaussianRows.gaussian(100, 4, 0, new Random(9));

        assertThat(FeatureMap.fit(rows, 64, 1, 1).fingerprint())
                .isEqualTo(FeatureMap.fit(rows, 64, 1, 1).fingerprint());
        assertThat(FeatureMap.fit(rows, 64, 1, 1).fingerprint())
                .isNotEqualTo(FeatureMap.fit(rows, 64, 1, 2).fingerprint());
    }

    private static double squaredGrid() {
        return (double) RandomFeatures.GRID * RandomFeatures.GRID;
    }

    private static double squaredDistance(float[] one, float[] other) {
        return dot(RowMath.difference(one, other), RowMath.difference(one, other));
    }

    private static double dot(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += (double) one[i] * other[i];
        }
        return sum;
    }
}
