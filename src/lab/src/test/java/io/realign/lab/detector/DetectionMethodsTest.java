package io.realign.lab.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DetectionMethodsTest {
    private static final float[][] REFERENCE = gaussian(300, 0, new Random(1));

    static Stream<DetectionMethod> informed() {
        return DetectionMethods.all(256).stream().filter(method -> !(method instanceof RandomBaseline));
    }

    @ParameterizedTest
    @MethodSource("informed")
    void score_risesOnAChange_aboveAllScoresBeforeIt(DetectionMethod method) {
        OnlineDetector yardstick = method.fit(REFERENCE, 1);
        Random random = new Random(2);

        double before = highest(yardstick, gaussian(300, 0, random));

        assertThat(highest(yardstick, gaussian(60, 1.5f, random))).isGreaterThan(before * 1.5);
    }

    @ParameterizedTest
    @MethodSource("informed")
    void reset_forgetsTheStream(DetectionMethod method) {
        OnlineDetector used = method.fit(REFERENCE, 1);
        highest(used, gaussian(70, 1.5f, new Random(2)));
        used.reset();

        OnlineDetector fresh = method.fit(REFERENCE, 1);
        for (float[] row : gaussian(70, 0, new Random(3))) {
            assertThat(used.observe(row)).isEqualTo(fresh.observe(row), within(1e-9));
        }
    }

    @Test
    void oneWindow_isTheUnbiasedMmdOfWindowAndReference() {
        float[][] rows = gaussian(50, 0.5f, new Random(4));
        OnlineDetector yardstick = new SlidingWindowMmd(50).fit(REFERENCE, 1);

        double last = 0;
        for (float[] row : rows) {
            last = yardstick.observe(row);
        }

        // The rows that began in the window and the pairs for the median are chosen by chance.
        assertThat(last).isCloseTo(mmd(rows, REFERENCE), within(0.01));
    }

    @Test
    void onlineRffMmd_scoresTheBestBorderOfItsBlocks() {
        OnlineDetector yardstick = new OnlineRffMmd(64).fit(REFERENCE, 1);
        FourierFeatures features = FourierFeatures.fit(REFERENCE, 64, new Random(1));
        float[][] rows = gaussian(3, 1, new Random(5));

        double last = 0;
        for (float[] row : rows) {
            last = yardstick.observe(row);
        }

        List<float[]> all =
                Stream.concat(Arrays.stream(REFERENCE), Arrays.stream(rows)).toList();
        assertThat(last).isCloseTo(Math.max(split(features, all, 1), split(features, all, 3)), within(1e-4));
    }

    @Test
    void forgetting_givesAnEventAWindowAgo_theSameWeightInBothAverages() {
        ForgettingFactors forgetting = ForgettingFactors.of(50);

        assertThat(forgetting.fast()).isGreaterThan(1.0 / 51);
        assertThat(forgetting.slow()).isLessThan(1.0 / 51);
        assertThat(forgetting.slow() * Math.pow(1 - forgetting.slow(), 50))
                .isCloseTo(forgetting.fast() * Math.pow(1 - forgetting.fast(), 50), within(1e-12));
    }

    private static double split(FourierFeatures features, List<float[]> all, int recent) {
        int border = all.size() - recent;
        float[] before = features.mean(all.subList(0, border).toArray(float[][]::new));
        float[] after = features.mean(all.subList(border, all.size()).toArray(float[][]::new));
        double distance = 0;
        for (int i = 0; i < before.length; i++) {
            distance += Math.pow(before[i] - after[i], 2);
        }
        return Math.sqrt((double) border * recent / all.size() * distance);
    }

    private static double mmd(float[][] window, float[][] reference) {
        double scale = MedianHeuristic.medianSquaredDistance(reference);
        return mean(window, window, scale) + mean(reference, reference, scale) - 2 * mean(window, reference, scale);
    }

    private static double mean(float[][] one, float[][] other, double scale) {
        double sum = 0;
        int pairs = 0;
        for (float[] row : one) {
            for (float[] partner : other) {
                if (row != partner) {
                    sum += Math.exp(-MedianHeuristic.squaredDistance(row, partner) / scale);
                    pairs++;
                }
            }
        }
        return sum / pairs;
    }

    private static double highest(OnlineDetector yardstick, float[][] rows) {
        return Arrays.stream(rows).mapToDouble(yardstick::observe).max().orElseThrow();
    }

    private static float[][] gaussian(int count, float mean, Random random) {
        float[][] rows = new float[count][5];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = mean + (float) random.nextGaussian();
            }
        }
        return rows;
    }
}
