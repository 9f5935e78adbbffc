package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndependenceTestTest {
    private static final int TRIALS = 100;

    @ParameterizedTest
    @ValueSource(ints = {1, 25})
    void independentRows_areRarelyRejected(int keys) {
        // With level .01, 6 or more of 100 have probability 5e-4.
        assertThat(rejections(keys, 0)).isLessThan(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 25})
    void weaklyCorrelatedRows_areRejected(int keys) {
        assertThat(rejections(keys, 0.15)).isGreaterThan(90);
    }

    @Test
    void alternatingRows_areRejected() {
        assertThat(rejections(1, -0.3)).isGreaterThan(90);
    }

    @Test
    void constantFeatures_areIgnored() {
        Random random = new Random(1);
        float[][] rows = new float[300][3];
        for (float[] row : rows) {
            row[0] = 7;
            row[1] = random.nextFloat();
        }

        assertThat(IndependenceTest.rejects(KeyedRows.ofOneKey(rows), 0, 3, random))
                .isFalse();
    }

    private static int rejections(int keys, double memory) {
        int rejections = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            GaussianStream[] streams = new GaussianStream[keys];
            float[][] rows = new float[500][];
            int[] starts = new int[keys];
            for (int key = 0; key < keys; key++) {
                streams[key] = new GaussianStream(1000L * trial + key, memory);
                starts[key] = key * rows.length / keys;
            }
            for (int i = 0; i < rows.length; i++) {
                rows[i] = streams[i * keys / rows.length].row(0);
            }
            rejections +=
                    IndependenceTest.rejects(new KeyedRows(rows, starts), 0, GaussianStream.WIDTH, new Random(trial))
                            ? 1
                            : 0;
        }
        return rejections;
    }
}
