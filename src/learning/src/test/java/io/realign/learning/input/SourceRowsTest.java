package io.realign.learning.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SourceRowsTest {
    private static final SourceRows ONE = new SourceRows(new float[][] {{1}, {2}, {3}, {5}}, new int[] {0, 2, 2, 2}, 3);
    private static final SourceRows OTHER = new SourceRows(new float[][] {{4}}, new int[] {1}, 3);

    @Test
    void pooled_concatenatesAndSharesTheRows() {
        SourceRows pooled = SourceRows.pooled(List.of(ONE, OTHER));

        assertThat(pooled.features()).isDeepEqualTo(new float[][] {{1}, {2}, {3}, {5}, {4}});
        assertThat(pooled.features()[4]).isSameAs(OTHER.features()[0]);
        assertThat(pooled.labels()).containsExactly(0, 2, 2, 2, 1);
        assertThat(pooled.classCount()).isEqualTo(3);
    }

    @Test
    void classShares_sumToOneAndAreZeroForAnEmptyClass() {
        assertThat(ONE.classShares()).containsExactly(new double[] {.25, 0, .75}, within(1e-12));
    }

    @Test
    void indicesOfClass_areInAscendingOrder() {
        int[] indices = ONE.indicesOfClass(2);

        assertThat(indices).isSorted();
        assertThat(ONE.rowsAt(indices).features()).isDeepEqualTo(new float[][] {{2}, {3}, {5}});
        assertThat(ONE.rowsAt(indices).labels()).containsOnly(2);
        assertThat(ONE.indicesOfClass(1)).isEmpty();
    }

    @Test
    void invalidLabels_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceRows(new float[2][1], new int[] {0}, 2))
                .withMessage("labels: expected one for each of 2 rows, got 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceRows(new float[2][1], new int[] {0, 2}, 2))
                .withMessage("labels: expected 0 to 1, got 2 at row 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SourceRows(new float[1][1], new int[] {0}, 1))
                .withMessage("classes: expected at least 2, got 1");
    }
}
