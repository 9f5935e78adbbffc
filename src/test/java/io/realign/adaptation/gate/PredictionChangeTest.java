package io.realign.adaptation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class PredictionChangeTest {
    private static final float[][] BEFORE = {{.9f, .1f}, {.8f, .2f}, {.3f, .7f}, {.4f, .6f}};

    @Test
    void samePredictions_giveNoChange() {
        PredictionChange change = PredictionChange.of(BEFORE, BEFORE);

        assertThat(change).isEqualTo(new PredictionChange(4, 1, 0, 0, 0));
    }

    @Test
    void change_hasExpectedComponents() {
        float[][] after = {{.9f, .1f}, {.2f, .8f}, {.3f, .7f}, {.4f, .6f}};

        PredictionChange change = PredictionChange.of(BEFORE, after);

        assertThat(change.events()).isEqualTo(4);
        assertThat(change.agreement()).isEqualTo(.75);
        assertThat(change.confidenceChange()).isCloseTo(0, offset(1e-9));
        assertThat(change.classShareChange()).isEqualTo(.25);
        assertThat(change.probabilityDistance()).isCloseTo(.15 * Math.sqrt(2), offset(1e-6));
    }

    @Test
    void higherConfidence_isPositiveChange() {
        float[][] after = {{1f, 0f}, {.9f, .1f}, {.2f, .8f}, {.3f, .7f}};

        assertThat(PredictionChange.of(BEFORE, after).confidenceChange()).isCloseTo(.1, offset(1e-6));
    }

    @Test
    void differentSizes_throw() {
        assertThatThrownBy(() -> PredictionChange.of(BEFORE, new float[3][2]))
                .hasMessageContaining("expected 4 rows, got 3");
    }

    @Test
    void emptyWindow_givesNoChange() {
        assertThat(PredictionChange.of(new float[0][], new float[0][])).isEqualTo(PredictionChange.NONE);
    }
}
