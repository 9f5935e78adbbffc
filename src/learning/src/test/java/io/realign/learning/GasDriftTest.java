package io.realign.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.realign.adaptation.Gate;
import io.realign.adaptation.GateThresholds;
import io.realign.learning.dl4j.Dl4jEngine;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A measurement: what the search and the gate make of two years of real sensor drift. Labels are for scoring alone. */
class GasDriftTest {
    private static final int LAST_BATCH = 5;
    private static final int WINDOW = 150;
    private static final int SEED = 1;

    private final GasBatches gas = new GasBatches(Path.of(System.getProperty("realign.data"), "gas-sensor-drift"));
    private final CandidateSearch search = new CandidateSearch(
            new Trainer(new Dl4jEngine()), new Gate(GateThresholds.DEFAULT), CandidateSearch.REACHES);

    @Test
    void liveModel_isNotWorseThanTheFrozenOneOnAverage() throws Exception {
        assumeThat(gas.directory())
                .as("the gas sensor data; name its parent directory by -Drealign.data=DIR")
                .isDirectory();
        SourceRows batch1 = gas.read(1, SEED);
        SourceRows source = select(batch1, row -> row % 5 != 0);
        SourceRows holdOut = select(batch1, row -> row % 5 == 0);
        Candidate frozen = new Trainer(new Dl4jEngine()).trainSource(source, Recipe.SOURCE, SEED, Progress.NONE);

        Candidate live = frozen;
        double gain = 0;
        for (int batch = 2; batch <= LAST_BATCH; batch++) {
            SourceRows rows = gas.read(batch, SEED);
            float[][] window = select(rows, row -> row < WINDOW).features();
            Trial trial = search.run(
                    live.continuation(), source, holdOut, window, Recipe.ADAPTATION, SEED + batch, Progress.NONE);
            live = trial.verdict().accepted() ? trial.candidate() : live;
            gain += Onnx.accuracy(live.inference(), rows) - Onnx.accuracy(frozen.inference(), rows);
            report(batch, rows, frozen, live, trial);
        }

        assertThat(gain / (LAST_BATCH - 1)).isGreaterThanOrEqualTo(0);
    }

    private static void report(int batch, SourceRows rows, Candidate frozen, Candidate live, Trial trial)
            throws Exception {
        System.out.println(String.format(
                Locale.ROOT,
                "gas batch %d: frozen %.3f, last candidate %.3f (reach %.2f), live %.3f; %s",
                batch,
                Onnx.accuracy(frozen.inference(), rows),
                Onnx.accuracy(trial.candidate().inference(), rows),
                trial.recipe().reach(),
                Onnx.accuracy(live.inference(), rows),
                trial.verdict().accepted() ? "released" : trial.verdict().refusals()));
    }

    private static SourceRows select(SourceRows rows, IntPredicate wanted) {
        int[] chosen = IntStream.range(0, rows.size()).filter(wanted).toArray();
        float[][] features =
                Arrays.stream(chosen).mapToObj(row -> rows.features()[row]).toArray(float[][]::new);
        int[] labels = Arrays.stream(chosen).map(row -> rows.labels()[row]).toArray();
        return new SourceRows(features, labels, rows.classes());
    }
}
