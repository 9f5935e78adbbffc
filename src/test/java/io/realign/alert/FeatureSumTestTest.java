package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.alert.MixedStream.Change;
import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureSumTestTest {
    private static final int COUNT = 1000;
    private static final int LEVELS = 7;
    private static final FeatureMap MAP = FeatureMap.fit(rows(1), 64, 1, 1);
    private static final float[] CENTRE = centre(MAP.map(rows(2)));
    private static final FeatureSums SUMS = FeatureSums.of(MAP.map(rows(2)), MAP);

    @Test
    void extreme_isTheShiftedFeature() {
        FeatureSumTest test = test();
        DyadicWindows windows = windows(new MixedStream(3), Change.ONE_MEAN, 64);

        for (int level = 2; level <= 4; level++) {
            assertThat(test.extreme(windows, level).feature()).isEqualTo(MixedStream.INDEPENDENT);
            assertThat(test.extreme(windows, level).zScore()).isGreaterThan(4);
            assertThat(test.zScore(windows, level))
                    .isBetween(3.0, test.extreme(windows, level).zScore());
        }
    }

    @Test
    void smallerSpread_isFoundInTheSquares() {
        FeatureSumTest.Extreme extreme = test().extreme(windows(new MixedStream(4), Change.SHRUNK, 128), 5);

        assertThat(extreme.feature()).isGreaterThanOrEqualTo(MixedStream.WIDTH);
        assertThat(extreme.zScore()).isLessThan(-4);
    }

    @Test
    void zScore_withoutDrift_hasNormalTail() {
        FeatureSumTest test = test();
        int tested = 0;
        int exceeded = 0;
        for (int seed = 0; seed < 400; seed++) {
            DyadicWindows windows = windows(new MixedStream(100 + seed), Change.NONE, 64);
            tested++;
            exceeded += test.zScore(windows, 3) > 1.645 ? 1 : 0;
        }

        // Bonferroni's inequality is conservative for dependent features.
        assertThat((double) exceeded / tested).isBetween(0.005, 0.08);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void screening_neverMissesAnExcess(int seed) {
        Random random = new Random(seed);
        int exceeded = 0;
        int screened = 0;
        int windowCount = 0;
        for (int trial = 0; trial < 20; trial++) {
            FeatureSumTest test = test();
            double limit = 1.2 + 5 * random.nextDouble();
            for (int level = 2; level < LEVELS; level++) {
                test.limit(level, limit);
            }
            MixedStream stream = new MixedStream(random.nextLong());
            List<Change> changes = List.of(Change.values());
            Change change = changes.get(random.nextInt(changes.size()));
            DyadicWindows windows = new DyadicWindows(MAP.width(), LEVELS, 0);
            for (int event = 0; event < 600; event++) {
                windows.add(MAP.map(stream.row(event % 200 < 100 ? Change.NONE : change)), CENTRE, event);
                for (int level = 2; level < LEVELS && windows.length(level) > 0; level++) {
                    boolean exceeds = test.zScore(windows, level) > limit;
                    boolean mayExceed = test.mayExceed(windows, level);
                    assertThat(mayExceed || !exceeds).isTrue();
                    windowCount++;
                    exceeded += exceeds ? 1 : 0;
                    screened += mayExceed ? 0 : 1;
                }
            }
        }

        assertThat(exceeded).isGreaterThan(windowCount / 50);
        assertThat(screened).isGreaterThan(windowCount / 5);
    }

    @Test
    void levels_areTestedFromSixteenEvents_atIntervals() {
        FeatureSumTest test = test();

        assertThat(test.isTested(0)).isFalse();
        assertThat(test.isTested(1)).isFalse();
        assertThat(test.isTested(2)).isTrue();
        assertThat(test.isDue(1, 64)).isFalse();
        assertThat(test.isDue(2, 64)).isTrue();
        assertThat(test.isDue(2, 68)).isFalse();
        assertThat(test.isDue(2, 72)).isTrue();
        assertThat(test.isDue(6, 72)).isFalse();
        assertThat(test.isDue(6, 1024)).isTrue();
    }

    @Test
    void withoutTestedValues_noLevelIsTested() {
        FeatureSums none = SUMS.scaleDeviations(new double[SUMS.count()]);
        FeatureSumTest test = new FeatureSumTest(none, MAP.scaledIndex(), CENTRE, COUNT, LEVELS);

        assertThat(test.isTested(6)).isFalse();
        assertThat(test.isDue(6, 1024)).isFalse();
    }

    @Test
    void windowMean_isThatOfTheEvents() {
        FeatureSumTest test = test();
        float[][] rows = MAP.map(new MixedStream(5).rows(16, Change.ONE_MEAN).toArray(float[][]::new));
        DyadicWindows windows = new DyadicWindows(MAP.width(), LEVELS, 0);
        for (float[] row : rows) {
            windows.add(row, CENTRE, 0);
        }
        DyadicWindows.WindowSum window =
                windows.windowSums().get(windows.windowSums().size() - 1);
        double mean = Arrays.stream(rows)
                .mapToDouble(row -> test.standardised(row, MixedStream.INDEPENDENT))
                .average()
                .orElseThrow();

        assertThat(window.length()).isEqualTo(16);
        assertThat(test.mean(window, MixedStream.INDEPENDENT)).isCloseTo(mean, within(1e-4));
        assertThat(test.standardised(window, MixedStream.INDEPENDENT))
                .isCloseTo(16 * mean * FeatureSums.scale(16, COUNT), within(1e-3));
        assertThat(test.indexInRow(3)).isEqualTo(MAP.scaledIndex() + 3);
    }

    private static FeatureSumTest test() {
        return new FeatureSumTest(SUMS, MAP.scaledIndex(), CENTRE, COUNT, LEVELS);
    }

    private static DyadicWindows windows(MixedStream stream, Change change, int count) {
        DyadicWindows windows = new DyadicWindows(MAP.width(), LEVELS, 0);
        stream.rows(count, change).forEach(row -> windows.add(MAP.map(row), CENTRE, 0));
        return windows;
    }

    /** Rounded to integers like the centre of a reference. */
    private static float[] centre(float[][] rows) {
        float[] centre = new float[rows[0].length];
        for (int i = 0; i < centre.length; i++) {
            int index = i;
            centre[i] = (float) Math.rint(
                    Arrays.stream(rows).mapToDouble(row -> row[index]).average().orElseThrow());
        }
        return centre;
    }

    private static float[][] rows(long seed) {
        return new MixedStream(seed).rows(COUNT, Change.NONE).toArray(float[][]::new);
    }
}
