package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.alert.MixedStream.Change;
import io.realign.window.DyadicWindows;
import io.realign.window.FeatureMap;
import io.realign.window.Reference;
import io.realign.window.Whitening;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MeanDifferenceTest {
    private static final FittedReference FITTED = new MixedStream(1).fit(1000, 300);
    private static final FeatureMap MAP = FITTED.featureMap();
    private static final Whitening WHITENING = MAP.whitening();
    private static final Reference REFERENCE = FITTED.calibratedReference().reference();
    private static final int FEATURES = WHITENING.typicalityIndex();

    @Test
    void product_withTheSumOfADriftedWindow_isPositiveWhileTheDriftLasts() {
        MeanDifference drifted = windowDifference(Change.ALL_MEANS, 32);
        MeanDifference ended = windowDifference(Change.ALL_MEANS, 32);

        assertThat(mean(drifted, new MixedStream(2), Change.ALL_MEANS)).isGreaterThan(0.5);
        assertThat(mean(ended, new MixedStream(3), Change.NONE)).isCloseTo(0, within(0.15));
    }

    @Test
    void fresh_withoutDrift_hasMeanZero_overReferencesAndStreams() {
        double sum = 0;
        int references = 8;
        for (long seed = 0; seed < references; seed++) {
            MeanDifference fresh = new MeanDifference(new float[FEATURES], 0);
            sum += mean(fresh, new MixedStream(100 + seed), Change.NONE);
        }

        assertThat(sum / references).isCloseTo(0, within(0.1));
    }

    @Test
    void fresh_withDrift_isPositive() {
        MeanDifference fresh = new MeanDifference(new float[FEATURES], 0);

        assertThat(mean(fresh, new MixedStream(4), Change.ALL_MEANS)).isGreaterThan(0.5);
    }

    @Test
    void firstProducts_areZero() {
        MeanDifference fresh = new MeanDifference(new float[FEATURES], 0);
        float[] row = centred(new MixedStream(5).row(Change.NONE));

        assertThat(observe(fresh, row)).isZero();
        fresh.add(row);
        // The scale is that of earlier products.
        assertThat(observe(fresh, row)).isZero();
        assertThat(observe(fresh, row)).isCloseTo(1, within(0.05));
    }

    @Test
    void product_isCorrectedForTheErrorOfTheReference() {
        // The same rows in the window and in a reference of few events.
        float[] row = centred(new MixedStream(6).row(Change.ALL_MEANS));
        double previous = Double.POSITIVE_INFINITY;
        for (long count : new long[] {100_000, 100, 10}) {
            MeanDifference difference = new MeanDifference(Arrays.copyOf(row, FEATURES), 1);
            difference.observe(row, WHITENING, count);
            double product = difference.observe(row, WHITENING, count);
            assertThat(product).isLessThan(previous);
            previous = product;
        }
    }

    @Test
    void emptySum_givesZero() {
        MeanDifference none = new MeanDifference(new float[FEATURES], 0);
        for (int event = 0; event < 5; event++) {
            assertThat(observe(none, centred(new MixedStream(7).row(Change.NONE))))
                    .isZero();
        }
    }

    @Test
    void restoredDifference_continuesIdentically() throws IOException {
        MixedStream stream = new MixedStream(8);
        MeanDifference straight = new MeanDifference(new float[FEATURES], 0);
        for (int event = 0; event < 20; event++) {
            observeAndAdd(straight, centred(stream.row(Change.NONE)));
        }
        MeanDifference restored = MeanDifference.read(new DataInputStream(new ByteArrayInputStream(bytes(straight))));

        for (int event = 0; event < 20; event++) {
            float[] row = centred(stream.row(Change.NONE));
            assertThat(observeAndAdd(restored, row)).isEqualTo(observeAndAdd(straight, row));
        }
        assertThat(bytes(restored)).isEqualTo(bytes(straight));
    }

    /** Returns the mean over 400 events, after some that determine the scale. */
    private static double mean(MeanDifference difference, MixedStream stream, Change change) {
        double sum = 0;
        for (int event = 0; event < 416; event++) {
            double product = observeAndAdd(difference, centred(stream.row(change)));
            sum += event < 16 ? 0 : Math.max(-3, Math.min(3, product));
        }
        return sum / 400;
    }

    private static MeanDifference windowDifference(Change change, int length) {
        DyadicWindows windows = new DyadicWindows(MAP.width(), 4, 0);
        new MixedStream(9).rows(length, change).forEach(row -> windows.add(MAP.map(row), REFERENCE.centre(), 0));
        DyadicWindows.WindowSum window =
                windows.windowSums().get(windows.windowSums().size() - 1);
        return new MeanDifference(Witness.Mean.of(window, MAP).sum(), window.length());
    }

    private static double observeAndAdd(MeanDifference difference, float[] centred) {
        double product = observe(difference, centred);
        difference.add(centred);
        return product;
    }

    private static double observe(MeanDifference difference, float[] centred) {
        return difference.observe(centred, WHITENING, REFERENCE.count());
    }

    private static float[] centred(float[] raw) {
        return REFERENCE.centred(MAP.map(raw));
    }

    private static byte[] bytes(MeanDifference difference) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        difference.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
