package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReconstructionLossTest {
    private final RandomBatches batches = new RandomBatches(12);

    @Test
    void gradient_matchesFiniteDifferences() {
        double[] clean = batches.values(30, 1);
        double[] restored = batches.values(30, 1);

        FiniteDifferences.assertGradient(
                "restored", ReconstructionLoss.of(restored, clean).gradient(), restored, at -> ReconstructionLoss.of(
                                at, clean)
                        .value());
    }

    @Test
    void value_isTheMeanSquaredError() {
        assertThat(ReconstructionLoss.of(new double[] {1, 2, 3, 4}, new double[] {1, 2, 5, 1})
                        .value())
                .isCloseTo((4 + 9) / 4.0, within(1e-12));
    }

    @Test
    void perfectReconstruction_hasZeroLoss() {
        double[] clean = batches.values(30, 1);
        ReconstructionLoss perfect = ReconstructionLoss.of(clean.clone(), clean);

        assertThat(perfect.value()).isZero();
        assertThat(perfect.gradient()).containsOnly(0);
    }

    @Test
    void rowsOfDifferentLengths_areRejected() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReconstructionLoss.of(new double[3], new double[4]))
                .withMessageContaining("got 3 and 4");
        assertThatIllegalArgumentException().isThrownBy(() -> ReconstructionLoss.of(new double[0], new double[0]));
    }
}
