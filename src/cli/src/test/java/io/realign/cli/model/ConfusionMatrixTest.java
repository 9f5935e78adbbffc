package io.realign.cli.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
    @Test
    void table_separatesColumns_whenARecallIs100Percent() {
        float[][] probabilities = Collections.nCopies(184, new float[] {1, 0}).toArray(float[][]::new);

        assertThat(ConfusionMatrix.of(probabilities, new int[184], 2).table(List.of("a", "b")))
                .containsExactly(
                        "   label    rows  recall  predicted as       a       b",
                        "       a     184  100.0%                   184       0",
                        "       b       0       -                     0       0");
    }

    @Test
    void accuracy_ignoresRowsWithoutALabel() {
        float[][] probabilities = {{1, 0}, {0, 1}, {0, 1}};

        assertThat(ConfusionMatrix.accuracy(probabilities, new int[] {0, 0, -1}))
                .isEqualTo(.5);
    }
}
