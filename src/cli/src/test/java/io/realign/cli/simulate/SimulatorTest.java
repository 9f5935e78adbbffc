package io.realign.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.realign.cli.rows.LabelledRow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatorTest {
    private static final int ROWS = 4000;

    private final SensorArray array = SensorArray.standard(7);
    private final SensorState fresh = SensorState.initial(array);

    @ParameterizedTest
    @ValueSource(longs = {1, 7, 42})
    void rows_areTheSame_underTheSameSeed(long seed) {
        SensorDrift change = new SensorDrift(100, 50, fresh.drifted(0.1, 0.5, 0.05, new Random(seed)));

        List<LabelledRow> once = rows(new Simulator(array, List.of(change), seed), 300);
        List<LabelledRow> again = rows(new Simulator(array, List.of(change), seed), 300);
        List<LabelledRow> other = rows(new Simulator(array, List.of(change), seed + 1), 300);

        assertThat(again).usingRecursiveComparison().isEqualTo(once);
        assertThat(other).usingRecursiveComparison().isNotEqualTo(once);
    }

    @Test
    void rows_areUntouched_beforeTheChangePoint_andMoveFromItOn() {
        SensorState shifted = new SensorState(fresh.gain(), filled(2), 0, fresh.classShares());

        List<LabelledRow> quiet = rows(new Simulator(array, List.of(), 1), 200);
        List<LabelledRow> moved = rows(new Simulator(array, List.of(new SensorDrift(100, 0, shifted)), 1), 200);

        assertThat(moved.subList(0, 100)).usingRecursiveComparison().isEqualTo(quiet.subList(0, 100));
        for (int i = 100; i < 200; i++) {
            assertThat(moved.get(i).features()[3] - quiet.get(i).features()[3]).isEqualTo(2, within(1e-4f));
        }
    }

    @Test
    void rows_moveStepByStep_whenTheChangeTakesTime() {
        SensorState shifted = new SensorState(fresh.gain(), filled(2), 0, fresh.classShares());

        List<LabelledRow> quiet = rows(new Simulator(array, List.of(), 1), 200);
        List<LabelledRow> moved = rows(new Simulator(array, List.of(new SensorDrift(100, 50, shifted)), 1), 200);

        assertThat(shift(moved, quiet, 99)).isEqualTo(0, within(1e-4f));
        assertThat(shift(moved, quiet, 124)).isEqualTo(1, within(1e-4f));
        assertThat(shift(moved, quiet, 149)).isEqualTo(2, within(1e-4f));
        assertThat(shift(moved, quiet, 199)).isEqualTo(2, within(1e-4f));
    }

    @Test
    void means_followTheGain() {
        double[] doubled = filled(2);
        SensorState regime = new SensorState(doubled, fresh.offset(), 0, fresh.classShares());

        double before = mean(rows(new Simulator(array, List.of(), 3), ROWS));
        double after = mean(rows(new Simulator(array, List.of(new SensorDrift(0, 0, regime)), 4), ROWS));

        assertThat(after / before).isEqualTo(2, within(0.05));
    }

    @Test
    void classes_followTheShares() {
        SensorState skewed = fresh.withClassShares(0.7, 0.1, 0.1, 0.1);
        Simulator simulator = new Simulator(array, List.of(new SensorDrift(ROWS, 0, skewed)), 5);

        assertThat(share(rows(simulator, ROWS), "acetone")).isEqualTo(0.25, within(0.03));
        assertThat(share(rows(simulator, ROWS), "acetone")).isEqualTo(0.7, within(0.03));
    }

    @Test
    void crossTalk_mixesInTheNeighbour() {
        SensorState mixed = new SensorState(fresh.gain(), fresh.offset(), 0.25, fresh.classShares());

        LabelledRow quiet = new Simulator(array, List.of(), 1).next();
        LabelledRow heard = new Simulator(array, List.of(new SensorDrift(0, 0, mixed)), 1).next();

        float expected = 0.75f * quiet.features()[0] + 0.25f * quiet.features()[1];
        assertThat(heard.features()[0]).isEqualTo(expected, within(1e-4f));
    }

    private double[] filled(double value) {
        double[] values = new double[array.sensors()];
        Arrays.fill(values, value);
        return values;
    }

    private static float shift(List<LabelledRow> moved, List<LabelledRow> quiet, int row) {
        return moved.get(row).features()[0] - quiet.get(row).features()[0];
    }

    private static double mean(List<LabelledRow> rows) {
        return rows.stream().mapToDouble(row -> row.features()[0]).average().orElseThrow();
    }

    private static double share(List<LabelledRow> rows, String gas) {
        return rows.stream().filter(row -> row.label().equals(gas)).count() / (double) rows.size();
    }

    private static List<LabelledRow> rows(Simulator simulator, int count) {
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rows.add(simulator.next());
        }
        return rows;
    }
}
