package io.realign.learning.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class EnsembleAvailabilityTest {
    @Test
    void pseudoLabels_areAvailable_fromTheConfiguredNumberOfRows() {
        float[][] rows = rows(60);

        assertThat(EnsembleAvailability.of(DataKind.DENSE, rows, 60)).isEqualTo(EnsembleAvailability.PSEUDO_LABELS);
        assertThat(EnsembleAvailability.of(DataKind.DENSE, rows, 61)).isEqualTo(EnsembleAvailability.CLASS_PRIORS);
    }

    private static float[][] rows(int count) {
        Random random = new Random(1);
        float[][] rows = new float[count][4];
        for (float[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                row[i] = (float) random.nextGaussian();
            }
        }
        return rows;
    }
}
