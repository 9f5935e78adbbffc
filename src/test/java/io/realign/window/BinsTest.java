package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BinsTest {
    private static final int COUNT = 24;

    /** Values with outliers and ties. */
    private static float[] values(int count, Random random) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            double spread = Math.pow(10, random.nextInt(8) == 0 ? random.nextInt(30) : 0);
            values[i] = random.nextInt(4) == 0 ? random.nextInt(3) : (float) (spread * random.nextGaussian());
        }
        return values;
    }

    private static float[] shuffled(float[] values, Random random) {
        float[] shuffled = values.clone();
        for (int i = shuffled.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            float value = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = value;
        }
        return shuffled;
    }

    private static int sum(Histogram histogram) {
        return histogram.counts().stream().mapToInt(Integer::intValue).sum();
    }

    @RepeatedTest(50)
    void histogram_countsEveryValueOnce_inAnyOrder(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        float[] one = values(1 + random.nextInt(2000), random);
        float[] other = values(1 + random.nextInt(200), random);

        Bins bins = Bins.over(one, other, COUNT);

        assertThat(bins).isEqualTo(Bins.over(shuffled(other, random), shuffled(one, random), COUNT));
        assertThat(sum(bins.histogram(one))).isEqualTo(one.length);
        assertThat(sum(bins.histogram(other))).isEqualTo(other.length);
        assertThat(bins.histogram(shuffled(one, random))).isEqualTo(bins.histogram(one));
    }

    @Test
    void histogram_valuesBeyondRange_areInOutermostBins() {
        Bins bins = new Bins(0, 4, 4);

        assertThat(bins.histogram(-1e30f, 0, .5f, 1, 3.9f, 4, 1e30f).counts()).containsExactly(3, 1, 0, 3);
    }

    @Test
    void over_outliers_doNotWidenBins() {
        float[] calm = new float[1000];
        for (int i = 0; i < calm.length; i++) {
            calm[i] = i / 1000f;
        }
        calm[17] = 1e30f;
        calm[18] = -1e30f;

        Bins bins = Bins.over(calm, new float[] {.5f}, COUNT);

        assertThat(bins.low()).isBetween(0.0, .01);
        assertThat(bins.high()).isBetween(.99, 1.0);
    }

    @Test
    void over_smallShiftedSample_isCovered() {
        float[] moved = {10, 11, 12};

        Bins bins = Bins.over(new float[5000], moved, COUNT);

        assertThat(bins.histogram(moved).counts().stream().filter(count -> count > 0))
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 7, -3e30f, Float.MAX_VALUE, Float.MIN_VALUE})
    void over_constantValue_isInMiddleBin(float value) {
        float[] values = {value, value};

        Histogram histogram = Bins.over(values, values, COUNT).histogram(values);

        assertThat(histogram.counts().get(COUNT / 2)).isEqualTo(2);
        assertThat(histogram.deviation()).isZero();
    }

    @Test
    void histogram_meanAndDeviation_areOfPopulation() {
        Histogram histogram = new Bins(0, 1, 2).histogram(1, 2, 3, 6);

        assertThat(histogram.mean()).isEqualTo(3);
        assertThat(histogram.deviation()).isCloseTo(Math.sqrt(3.5), within(1e-12));
    }

    @Test
    void emptyOrNonFiniteValues_throw() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Bins.over(new float[0], new float[1], COUNT))
                .withMessageContaining("got none");
        assertThatIllegalArgumentException().isThrownBy(() -> new Bins(0, 1, 2).histogram(1, Float.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> new Bins(1, 1, 2));
    }
}
