package io.realign.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StandardiserTest {
    @Test
    void apply_fittedRows_haveMeanZeroAndDeviationOne() {
        SplittableRandom random = new SplittableRandom(1);
        float[][] rows = new float[500][3];
        for (float[] row : rows) {
            row[0] = (float) (1e6 + 10 * random.nextGaussian());
            row[1] = (float) (1e-6 * random.nextGaussian());
            row[2] = (float) random.nextDouble();
        }

        Standardiser again = Standardiser.fit(Standardiser.fit(rows).apply(rows));

        for (int i = 0; i < 3; i++) {
            assertThat((double) again.mean()[i]).isCloseTo(0, within(.02));
            assertThat((double) again.deviation()[i]).isCloseTo(1, within(.02));
        }
    }

    @Test
    void fit_removesGainAndOffset() {
        float[][] rows = {{1, 2}, {3, 5}, {8, -1}};
        float[][] moved = {{12, 1.5f}, {16, 3}, {26, 0}};

        assertThat(Standardiser.fit(moved).apply(moved)[2][0])
                .isEqualTo(Standardiser.fit(rows).apply(rows)[2][0]);
    }

    @Test
    void apply_outliers_areClipped() {
        Standardiser standardiser = new Standardiser(new float[] {1, 1}, new float[] {2, 2});

        assertThat(standardiser.apply(new float[] {1e30f, -1e30f})).containsExactly(4, -4);
        assertThat(standardiser.apply(new float[] {9, 3})).containsExactly(4, 1);
    }

    /** Float sums would lose 0.1 against 1e9 and give a spurious deviation. */
    @ParameterizedTest
    @ValueSource(floats = {0, .1f, -3e30f, 1e9f, Float.MIN_VALUE})
    void fit_constantFeature_hasDeviationOne(float value) {
        float[][] rows = new float[997][1];
        for (float[] row : rows) {
            row[0] = value;
        }

        assertThat(Standardiser.fit(rows).deviation()).containsExactly(1);
        assertThat(Standardiser.fit(rows).apply(new float[] {value})).containsExactly(0);
    }

    @Test
    void interpolate_movesFromOneToOther() {
        Standardiser here = new Standardiser(new float[] {0, -4}, new float[] {1, 9});
        Standardiser there = new Standardiser(new float[] {10, 4}, new float[] {4, 1});

        assertThat(here.interpolate(there, 0)).isEqualTo(here);
        assertThat(here.interpolate(there, 1)).isEqualTo(there);
        assertThat(here.interpolate(there, .5)).isEqualTo(new Standardiser(new float[] {5, 0}, new float[] {2, 3}));
        assertThatIllegalArgumentException().isThrownBy(() -> here.interpolate(there, 1.1));
        assertThatIllegalArgumentException().isThrownBy(() -> here.interpolate(there, Double.NaN));
    }

    @Test
    void equals_comparesContent() {
        Standardiser one = new Standardiser(new float[] {1}, new float[] {2});

        assertThat(one).isEqualTo(new Standardiser(new float[] {1}, new float[] {2}));
        assertThat(one).hasSameHashCodeAs(new Standardiser(new float[] {1}, new float[] {2}));
        assertThat(one).isNotEqualTo(new Standardiser(new float[] {1}, new float[] {3}));
    }

    @Test
    void invalidRows_throw() {
        Standardiser one = new Standardiser(new float[] {1}, new float[] {2});

        assertThatIllegalArgumentException().isThrownBy(() -> Standardiser.fit(new float[0][]));
        assertThatIllegalArgumentException().isThrownBy(() -> Standardiser.fit(new float[][] {{1, 2}, {1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> Standardiser.fit(new float[][] {{Float.NaN}, {1}}));
        assertThatIllegalArgumentException().isThrownBy(() -> one.apply(new float[] {1, 2}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Standardiser(new float[] {1}, new float[] {0}));
        assertThatIllegalArgumentException().isThrownBy(() -> new Standardiser(new float[] {1}, new float[0]));
    }
}
