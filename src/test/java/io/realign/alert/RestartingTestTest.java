package io.realign.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.realign.window.MovingMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RestartingTestTest {
    private static final int PERIOD = 24;
    private static final int REFERENCE_ROWS = 600;
    private static final double ARL = 1000;

    @Test
    void season_raisesFewAlarms_changeOfTheLevelOne() {
        GaussianStream stream = new GaussianStream(1);
        RestartingTest test = new RestartingTest(reference(stream, Optional.of(MovingMean.seasonal(PERIOD))));

        List<Integer> quiet = alarms(test, stream, REFERENCE_ROWS, 4000, 0);
        List<Integer> changed = alarms(test, stream, REFERENCE_ROWS + 4000, 100, 1.5);

        assertThat(quiet).hasSizeLessThan(10);
        assertThat(changed).isNotEmpty();
        assertThat(changed.get(0)).isLessThan(30);
    }

    @Test
    void slowChange_raisesFewAlarmsWithARollingReference() {
        GaussianStream stream = new GaussianStream(2);
        List<float[]> rows = IntStream.range(0, REFERENCE_ROWS + 4000)
                .mapToObj(row -> stream.row(0.002 * row))
                .toList();
        RestartingTest plain =
                new RestartingTest(StreamReference.fit(rows.subList(0, REFERENCE_ROWS), settings(Optional.empty())));
        RestartingTest rolling = new RestartingTest(
                StreamReference.fit(rows.subList(0, REFERENCE_ROWS), settings(Optional.of(MovingMean.rolling(100)))));
        int plainAlarms = 0;
        int rollingAlarms = 0;
        for (float[] row : rows.subList(REFERENCE_ROWS, rows.size())) {
            plainAlarms += plain.observe(row).isPresent() ? 1 : 0;
            rollingAlarms += rolling.observe(row).isPresent() ? 1 : 0;
        }

        assertThat(plainAlarms).isGreaterThan(100);
        assertThat(rollingAlarms).isLessThan(12);
    }

    @Test
    void departuresFromAConstant_areReportedDespiteARaisedThreshold() {
        GaussianStream stream = new GaussianStream(3);
        List<float[]> rows = new ArrayList<>();
        for (int i = 0; i < REFERENCE_ROWS; i++) {
            float[] row = stream.row(0);
            row[5] = 7;
            rows.add(row);
        }
        RestartingTest test =
                new RestartingTest(StreamReference.fit(rows, settings(Optional.of(MovingMean.rolling(50)))));
        List<Integer> alarms = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            float[] row = stream.row(0);
            row[5] = i;
            if (test.observe(row).isPresent()) {
                alarms.add(i);
            }
        }

        assertThat(alarms).hasSizeGreaterThan(25);
        assertThat(alarms.get(0)).isLessThan(3);
    }

    @Test
    void emptyRows_changeNothingButTheSlot() {
        GaussianStream stream = new GaussianStream(4);
        RestartingTest test = new RestartingTest(reference(stream, Optional.of(MovingMean.seasonal(PERIOD))));
        int alarms = 0;
        for (int row = REFERENCE_ROWS; row < REFERENCE_ROWS + 2000; row++) {
            float[] values = stream.row(season(row));
            alarms += test.observe(row % 5 == 0 ? new float[0] : values).isPresent() ? 1 : 0;
        }

        assertThat(alarms).isLessThan(8);
    }

    @Test
    void referenceShorterThanTheWarmUp_isRejected() {
        GaussianStream stream = new GaussianStream(5);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reference(stream, Optional.of(MovingMean.rolling(590))))
                .withMessageContaining("622 to learn the season or mean")
                .withMessageContaining("got 600 rows and 0 residuals");
    }

    /** Returns the positions of the alarms among the next rows. */
    private static List<Integer> alarms(RestartingTest test, GaussianStream stream, int from, int count, double mean) {
        return IntStream.range(0, count)
                .filter(i -> test.observe(stream.row(season(from + i) + mean)).isPresent())
                .boxed()
                .toList();
    }

    private static StreamReference reference(GaussianStream stream, Optional<MovingMean> model) {
        List<float[]> rows = IntStream.range(0, REFERENCE_ROWS)
                .mapToObj(row -> stream.row(season(row)))
                .toList();
        return StreamReference.fit(rows, settings(model));
    }

    private static double season(int row) {
        return 3 * Math.sin(2 * Math.PI * row / PERIOD);
    }

    private static StreamReference.Settings settings(Optional<MovingMean> model) {
        return new StreamReference.Settings(model, 64, new ThresholdCalibrator(ARL, 1), 1);
    }
}
