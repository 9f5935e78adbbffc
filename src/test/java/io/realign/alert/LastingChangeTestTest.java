package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.realign.window.MovingMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LastingChangeTestTest {
    private static final int REFERENCE_ROWS = 400;

    @Test
    void lastingChange_isReportedOnce() {
        List<Integer> reports = reports(1, 1500, row -> row < 200 ? 0 : 1.5);

        assertThat(reports).hasSize(1);
        assertThat(reports.get(0)).isBetween(200, 230);
    }

    @Test
    void changeAfterAReturn_isReportedAgain_theReturnIsNot() {
        List<Integer> reports = reports(2, 1500, row -> row < 200 || (row >= 600 && row < 1200) ? 0 : 1.5);

        assertThat(reports).hasSize(2);
        assertThat(reports.get(1)).isBetween(1200, 1230);
    }

    @Test
    void rowsThatMoveOn_areReportedAgain() {
        List<Integer> reports = reports(3, 1200, row -> row < 200 ? 0 : row < 700 ? 1.5 : -1.5);

        assertThat(reports).hasSize(2);
        assertThat(reports.get(1)).isBetween(700, 730);
    }

    @Test
    void burst_isReportedOnce_andOverAfterMatchingRows() {
        List<Integer> reports = reports(4, 600, row -> (row >= 200 && row < 220) || row >= 450 ? 1.5 : 0);

        assertThat(reports).hasSize(2);
        assertThat(reports.get(1)).isBetween(450, 480);
    }

    @Test
    void equalRowsAfterTheChange_areReportedOnce() {
        GaussianStream stream = new GaussianStream(5);
        LastingChangeTest test = test(stream, Optional.empty());
        int reports = 0;
        for (int row = 0; row < 600; row++) {
            reports += test.observe(new float[] {9, 9, 9, 9, 9, 9}).isPresent() ? 1 : 0;
        }

        assertThat(reports).isEqualTo(1);
    }

    @Test
    void lastingChangeOfResiduals_isReportedOnce() {
        GaussianStream stream = new GaussianStream(6);
        LastingChangeTest test = test(stream, Optional.of(MovingMean.rolling(100)));
        List<Integer> reports = reports(test, stream, 1500, row -> row < 200 ? 0 : 3);

        assertThat(reports).hasSize(1);
        assertThat(reports.get(0)).isBetween(200, 230);
    }

    private static List<Integer> reports(long seed, int rows, IntToDoubleFunction mean) {
        GaussianStream stream = new GaussianStream(seed);
        return reports(test(stream, Optional.empty()), stream, rows, mean);
    }

    private static List<Integer> reports(
            LastingChangeTest test, GaussianStream stream, int rows, IntToDoubleFunction mean) {
        return IntStream.range(0, rows)
                .filter(row -> test.observe(stream.row(mean.applyAsDouble(row))).isPresent())
                .boxed()
                .toList();
    }

    private static LastingChangeTest test(GaussianStream stream, Optional<MovingMean> model) {
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < REFERENCE_ROWS; i++) {
            rows.add(stream.row(0));
        }
        StreamReference.Settings settings =
                new StreamReference.Settings(model, 64, new ThresholdCalibrator(100_000, 1), 1);
        return new LastingChangeTest(StreamReference.fit(rows, settings), settings);
    }
}
