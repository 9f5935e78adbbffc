package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class AutocorrelationTest {
    private static final int LENGTH = 400;

    @Test
    void integratedTime_isThatOfTheProcess() {
        // (1 + phi) / (1 - phi)
        assertThat(Autocorrelation.of(keys(0.6, 10, new Random(1)), 0).integratedTime())
                .isCloseTo(4, within(0.6));
    }

    @Test
    void independentRows_haveTimeOne() {
        Autocorrelation correlation = Autocorrelation.of(keys(0, 10, new Random(2)), 0);

        assertThat(correlation.integratedTime()).isLessThan(1.1);
        assertThat(correlation.deviationFactor(64)).isLessThan(1.05);
    }

    @Test
    void rowsOfDifferentKeys_areNotPaired() {
        // Within each key of two rows there is no correlation, but the keys are in ascending order.
        float[][] rows = new float[2000][1];
        int[] starts = new int[1000];
        Random random = new Random(3);
        for (int key = 0; key < 1000; key++) {
            starts[key] = 2 * key;
            rows[2 * key][0] = random.nextInt(2) == 0 ? 5 : -5;
            rows[2 * key + 1][0] = (random.nextInt(2) == 0 ? 1 : -1) * rows[2 * key][0];
        }
        for (int key = 1; key < 1000; key += 2) {
            rows[2 * key][0] = rows[2 * key - 1][0];
        }

        assertThat(Autocorrelation.of(KeyedRows.ofOneKey(rows), 0).coefficients()[0])
                .isGreaterThan(0.2);
        assertThat(Autocorrelation.of(new KeyedRows(rows, starts), 0).coefficients()[0])
                .isLessThan(0.05);
    }

    @Test
    void deviationFactor_growsWithTheLengthToThatOfTheProcess() {
        Autocorrelation correlation = Autocorrelation.of(keys(0.6, 10, new Random(4)), 0);

        assertThat(correlation.deviationFactor(1)).isEqualTo(1);
        assertThat(correlation.deviationFactor(8)).isBetween(1.4, correlation.deviationFactor(64));
        assertThat(Math.pow(correlation.deviationFactor(100_000), 2))
                .isCloseTo(correlation.integratedTime(), within(0.05));
    }

    @Test
    void constantValue_hasTimeOne() {
        assertThat(Autocorrelation.of(KeyedRows.ofOneKey(new float[500][1]), 0).integratedTime())
                .isEqualTo(1);
    }

    private static KeyedRows keys(double memory, int count, Random random) {
        float[][] rows = new float[count * LENGTH][1];
        int[] starts = new int[count];
        for (int key = 0; key < count; key++) {
            starts[key] = key * LENGTH;
            double last = random.nextGaussian();
            for (int i = 0; i < LENGTH; i++) {
                last = memory * last + Math.sqrt(1 - memory * memory) * random.nextGaussian();
                rows[key * LENGTH + i][0] = (float) last;
            }
        }
        return new KeyedRows(rows, starts);
    }
}
