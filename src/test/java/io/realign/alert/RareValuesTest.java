package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class RareValuesTest {
    private static final int COUNT = 100;

    @Test
    void twoValues_areRareUpToATenth() {
        float[][] rows = rows(4);
        for (int i = 0; i < COUNT; i++) {
            rows[i] = new float[] {i < 10 ? 7 : 3, i < 11 ? 7 : 3, i < 99 ? 2 : 5, i < 3 ? i : 9};
        }

        RareValues rare = RareValues.of(rows);

        assertThat(rare.features()).containsExactly(0, 2);
        assertThat(rare.values()).containsExactly(7, 5);
        assertThat(rare.counts()).containsExactly(10, 1);
        assertThat(rare.constants()).isEmpty();
    }

    @Test
    void oneValue_isConstant() {
        float[][] rows = rows(3);
        for (int i = 0; i < COUNT; i++) {
            rows[i][1] = i;
            rows[i][2] = -4;
        }

        RareValues rare = RareValues.of(rows);

        assertThat(rare.features()).isEmpty();
        assertThat(rare.constants()).containsExactly(0, 2);
        assertThat(rare.constantValues()).containsExactly(0, -4);
    }

    @Test
    void moreThan32FeaturesOfAKind_areIgnored() {
        float[][] rows = rows(100);
        for (int feature = 0; feature < 50; feature++) {
            rows[0][feature] = 1;
        }

        RareValues rare = RareValues.of(rows);

        assertThat(rare.features()).hasSize(RareValues.MAX_FEATURES).endsWith(31);
        assertThat(rare.values()).hasSize(RareValues.MAX_FEATURES);
        assertThat(rare.counts()).hasSize(RareValues.MAX_FEATURES);
        assertThat(rare.constants()).hasSize(RareValues.MAX_FEATURES).startsWith(50);
    }

    @Test
    void equals_comparesContent() {
        float[][] rows = rows(2);
        rows[5][1] = 3;

        assertThat(RareValues.of(rows))
                .isEqualTo(RareValues.of(Arrays.copyOf(rows, COUNT)))
                .hasSameHashCodeAs(RareValues.of(Arrays.copyOf(rows, COUNT)))
                .isNotEqualTo(RareValues.of(Arrays.copyOf(rows, 5)));
    }

    private static float[][] rows(int width) {
        return new float[COUNT][width];
    }
}
