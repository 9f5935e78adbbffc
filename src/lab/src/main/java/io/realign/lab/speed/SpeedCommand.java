package io.realign.lab.speed;

import io.realign.alert.FittedReference;
import io.realign.alert.SequentialTest;
import io.realign.lab.command.MarkdownTable;
import io.realign.window.RandomFeatures;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs {@link DetectorThroughput} for the detector and the naive implementation in turn, and prints a table. */
@Command(
        name = "speed",
        description =
                "Measures events per second of the detector on one CPU core, compared with a naive implementation,"
                        + " and the size of its state per key.",
        mixinStandardHelpOptions = true)
public final class SpeedCommand implements Callable<Integer> {
    private static final int MANY_KEYS = 2000;

    /** Fills the windows of all levels. */
    private static final int EVENTS = 3 * 4096 + 4095;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--widths",
            split = ",",
            defaultValue = "32,128,784",
            description = "Numbers of features of an event (${DEFAULT-VALUE}).")
    private List<Integer> widths;

    @Option(
            names = "--random-features",
            split = ",",
            defaultValue = "128,256,512",
            description = "Numbers of random features (${DEFAULT-VALUE}).")
    private List<Integer> randomFeatures;

    @Option(
            names = "--reference-rows",
            defaultValue = "8192",
            description = "Number of rows of a reference; for each width, the last measurement uses four times as many"
                    + " (${DEFAULT-VALUE}).")
    private int referenceRows;

    @Option(
            names = "--millis",
            defaultValue = "1000",
            description =
                    "Duration of each of two warm-ups and three measurements, in milliseconds (${DEFAULT-VALUE}).")
    private long millis;

    private record Case(BenchmarkSource source, int width, int randomFeatures, int keys, int referenceRows) {}

    @Override
    public Integer call() throws RunnerException, IOException {
        if (millis < 1
                || referenceRows < 200
                || widths.stream().anyMatch(width -> width < 1)
                || !randomFeatures.stream().allMatch(RandomFeatures::isValidOutputCount)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --millis and --widths of 1 or more, --reference-rows of 200 or more,"
                            + " powers of two from 64 for --random-features");
        }
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of(
                        "source",
                        "features",
                        "random features",
                        "keys",
                        "reference",
                        "levels",
                        "directions",
                        "bytes per key",
                        "naive, events/s",
                        "Realign, events/s",
                        "ratio"));
        for (Case each : cases()) {
            measure(each, table);
        }
        return 0;
    }

    private List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int width : widths) {
            for (int count : randomFeatures) {
                cases.add(new Case(BenchmarkSource.UNCORRELATED, width, count, 1, referenceRows));
                cases.add(new Case(BenchmarkSource.UNCORRELATED, width, count, MANY_KEYS, referenceRows));
            }
            int maxRandomFeatures = Collections.max(randomFeatures);
            cases.add(new Case(BenchmarkSource.CORRELATED, width, maxRandomFeatures, 1, referenceRows));
            cases.add(new Case(BenchmarkSource.UNCORRELATED, width, maxRandomFeatures, 1, 4 * referenceRows));
        }
        return cases;
    }

    private void measure(Case measured, MarkdownTable table) throws RunnerException, IOException {
        FittedReference reference = measured.source()
                .fitReference(
                        measured.source().rows(measured.referenceRows(), measured.width(), 1),
                        measured.randomFeatures());
        double naive = eventsPerSecond("naive", measured);
        double realign = eventsPerSecond("realign", measured);
        table.row(
                "%s | %d | %d | %d | %d | %d | %d | %d | %.0f | %.0f | %.1f",
                measured.source().name().toLowerCase(Locale.ROOT),
                measured.width(),
                measured.randomFeatures(),
                measured.keys(),
                measured.referenceRows(),
                reference.calibratedReference().thresholds().levels(),
                reference.featureMap().whitening().weightReductions().length,
                stateSize(measured, reference),
                naive,
                realign,
                realign / naive);
    }

    /** Bytes of a key in a checkpoint, with full windows. */
    private static int stateSize(Case measured, FittedReference reference) throws IOException {
        SequentialTest test = new SequentialTest(reference.calibratedReference(), 0);
        float[][] rows = measured.source().rows(1 << 10, measured.width(), 2);
        for (int event = 0; event < EVENTS; event++) {
            float[] row = rows[event % rows.length];
            test.observe(
                    row,
                    reference.featureMap().map(row),
                    event,
                    reference.calibratedReference(),
                    reference.featureMap());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        test.write(new DataOutputStream(bytes));
        return bytes.size();
    }

    private double eventsPerSecond(String benchmark, Case measured) throws RunnerException {
        Options options = new OptionsBuilder()
                .include("\\." + DetectorThroughput.class.getSimpleName() + "\\." + benchmark + "$")
                .param("source", measured.source().name())
                .param("width", Integer.toString(measured.width()))
                .param("randomFeatures", Integer.toString(measured.randomFeatures()))
                .param("keys", Integer.toString(measured.keys()))
                .param("referenceRows", Integer.toString(measured.referenceRows()))
                .warmupTime(TimeValue.milliseconds(millis))
                .measurementTime(TimeValue.milliseconds(millis))
                .verbosity(VerboseMode.SILENT)
                .build();
        return new Runner(options).runSingle().getPrimaryResult().getScore();
    }
}
