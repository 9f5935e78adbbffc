package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.window.FeatureMap;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuccessiveDifferencesTest {
    private static final FeatureMap MAP = FeatureMap.fit(rows(new GaussianStream(1), 500), 64, 1, 1);
    private static final int EVENTS = 1500;

    @ParameterizedTest
    @CsvSource({"0.3, 1.86", "0.6, 4", "0.9, 19"})
    void correlatedStream_hasTheTimeOfItsProcess(double memory, double time) {
        double mean = IntStream.range(0, 20)
                .mapToDouble(seed -> relativeTime(new GaussianStream(seed, memory), event -> 0))
                .average()
                .orElseThrow();

        assertThat(mean).isCloseTo(time, within(0.25 * time));
    }

    @Test
    void independentStream_isRarelyTakenForACorrelatedOne() {
        long taken = IntStream.range(0, 200)
                .filter(seed -> relativeTime(new GaussianStream(seed), event -> 0) > 1)
                .count();

        assertThat(taken).isLessThan(15);
    }

    @ParameterizedTest
    @CsvSource({"1300", "1440"})
    void changeOfTheMean_isNotTakenForCorrelation(int change) {
        long taken = IntStream.range(0, 100)
                .filter(seed -> relativeTime(new GaussianStream(seed), event -> event < change ? 0 : 2) > 1)
                .count();

        assertThat(taken).isLessThan(15);
    }

    @Test
    void correlationOfTheReference_isNoExcess() {
        KeyedRows reference = KeyedRows.ofOneKey(MAP.map(rows(new GaussianStream(7, 0.6), 4000)));
        double ratio = SuccessiveDifferences.ratio(reference, MAP.scaledIndex(), MAP.scaledFeatures());

        assertThat(SuccessiveDifferences.time(ratio)).isCloseTo(4, within(0.5));
        assertThat(differences(new GaussianStream(8, 0.6), event -> 0, ratio)
                        .relativeTime(SuccessiveDifferences.time(ratio)))
                .isEqualTo(1);
    }

    @Test
    void shortKeys_haveNoRatio() {
        float[][] rows = MAP.map(rows(new GaussianStream(9, 0.9), 80));
        int[] starts = IntStream.range(0, 10).map(key -> 8 * key).toArray();

        assertThat(SuccessiveDifferences.ratio(new KeyedRows(rows, starts), MAP.scaledIndex(), 5))
                .isEqualTo(1);
    }

    @Test
    void restoredState_continuesIdentically() throws IOException {
        GaussianStream stream = new GaussianStream(10, 0.8);
        SuccessiveDifferences straight = new SuccessiveDifferences();
        SuccessiveDifferences restored = new SuccessiveDifferences();
        for (int event = 1; event <= 400; event++) {
            float[] row = MAP.map(stream.row(0));
            straight.observe(row, MAP, event, 1);
            restored.observe(row, MAP, event, 1);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            restored.write(new DataOutputStream(bytes));
            restored = SuccessiveDifferences.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        }

        assertThat(restored.relativeTime(1)).isEqualTo(straight.relativeTime(1)).isGreaterThan(2);
    }

    private static double relativeTime(GaussianStream stream, ToDoubleFunction<Integer> mean) {
        return differences(stream, mean, 1).relativeTime(1);
    }

    private static SuccessiveDifferences differences(
            GaussianStream stream, ToDoubleFunction<Integer> mean, double ratio) {
        SuccessiveDifferences differences = new SuccessiveDifferences();
        for (int event = 1; event <= EVENTS; event++) {
            differences.observe(MAP.map(stream.row(mean.applyAsDouble(event))), MAP, event, ratio);
        }
        return differences;
    }

    private static float[][] rows(GaussianStream stream, int count) {
        return IntStream.range(0, count).mapToObj(i -> stream.row(0)).toArray(float[][]::new);
    }
}
