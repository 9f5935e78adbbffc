package io.realign.learning.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReconstructionTest {
    private final Batches batches = new Batches(12);

    @Test
    void slopes_areTheGradient() {
        double[] clean = batches.values(30, 1);
        double[] restored = batches.values(30, 1);

        Differences.assertSlopes(
                "restored", Reconstruction.of(restored, clean).slopes(), restored, at -> Reconstruction.of(at, clean)
                        .value());
    }

    @Test
    void value_isTheMeanSquaredError() {
        assertThat(Reconstruction.of(new double[] {1, 2, 3, 4}, new double[] {1, 2, 5, 1})
                        .value())
                .isCloseTo((4 + 9) / 4.0, within(1e-12));
    }

    @Test
    void restoredRows_costNothing() {
        double[] clean = batches.values(30, 1);
        Reconstruction perfect = Reconstruction.of(clean.clone(), clean);

        assertThat(perfect.value()).isZero();
        assertThat(perfect.slopes()).containsOnly(0);
    }

    @Test
    void rowsOfOtherLengths_areRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Reconstruction.of(new double[3], new double[4]))
                .withMessageContaining("got 3 and 4");
        assertThatIllegalArgumentException().isThrownBy(() -> Reconstruction.of(new double[0], new double[0]));
    }
}
