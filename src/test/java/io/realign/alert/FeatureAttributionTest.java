package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.event.LocatedEvent;
import io.realign.window.Sketch;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureAttributionTest {
    private static final int WINDOWS = 400;
    private static final FittedReference REFERENCE =
            FittedReference.fit(new GaussianStream(1).events(2000, 0), 64, new ThresholdCalibrator(1000, 1), 1);

    @Test
    void withoutDrift_anyFeatureIsSignificant_inAboutOnePercentOfTheWindows() {
        GaussianStream stream = new GaussianStream(2);
        int withSignificant = 0;
        for (int i = 0; i < WINDOWS; i++) {
            withSignificant += significant(stream.events(64, 0)).isEmpty() ? 0 : 1;
        }

        assertThat(withSignificant).isLessThanOrEqualTo(12);
    }

    @Test
    void shiftedMean_orVariance_ofAFeature_isSignificant() {
        GaussianStream stream = new GaussianStream(3);
        List<LocatedEvent> window = stream.events(64, 0).stream()
                .map(located -> {
                    float[] row = located.event().features().values().clone();
                    row[1] += 1;
                    row[2] *= 2;
                    return stream.event(row);
                })
                .toList();

        assertThat(significant(window).stream()).containsExactly(1, 2);
    }

    private static BitSet significant(List<LocatedEvent> window) {
        Sketch sketch = FittedReference.sketch(REFERENCE.featureMap(), window);
        return FeatureAttribution.significantFeatures(REFERENCE.calibratedReference(), REFERENCE.featureMap(), sketch);
    }
}
