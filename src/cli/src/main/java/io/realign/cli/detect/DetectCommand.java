package io.realign.cli.detect;

import io.realign.alert.CalibratedThreshold;
import io.realign.alert.DriftThresholds;
import io.realign.alert.FittedReference;
import io.realign.alert.LastingChangeTest;
import io.realign.alert.RestartingTest;
import io.realign.alert.StreamReference;
import io.realign.alert.StreamTest;
import io.realign.alert.Suspicion;
import io.realign.alert.ThresholdCalibrator;
import io.realign.cli.console.ProgressThrottle;
import io.realign.cli.rows.MalformedFileException;
import io.realign.window.DyadicWindows;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the detector on CSV files. */
@Command(
        name = "detect",
        description = {
            "Detects changes in the rows of several keys against one reference.",
            "Header line of the file --ref: x0,x1,...; of --stream: key,seq,x0,x1,...; of --out: key,seq,onset,score.",
            "Detection of a key restarts after an alarm, so a change that lasts raises alarms as long as it lasts;"
                    + " --once reports it once.",
            "Rows with values that are not finite are skipped and counted. If missing values carry information, replace"
                    + " them by a constant and add a column that is 1 where a value is missing and 0 elsewhere."
        })
public final class DetectCommand implements Callable<Integer> {
    /** More rows do not improve the calibration. */
    private static final int MAX_REFERENCE_ROWS = 100_000;

    @Option(
            names = "--ref",
            required = true,
            description = "CSV file of reference rows without change, in temporal order.")
    private Path ref;

    @Option(names = "--stream", required = true, description = "CSV file of rows to monitor, of all keys.")
    private Path stream;

    @Option(names = "--out", required = true, description = "CSV file of alarms to write.")
    private Path out;

    @Option(
            names = "--arl",
            required = true,
            description = "Average run length: mean number of rows of a key until a false alarm.")
    private double arl;

    @ArgGroup
    private MovingMeanOption timeOrder = new MovingMeanOption();

    @Option(
            names = "--once",
            description =
                    "Report a change that lasts once for each key. The key is then compared with the rows after the"
                            + " change, until these change again or match the reference again.")
    private boolean once;

    @Option(
            names = "--random-features",
            defaultValue = "512",
            description = "Number of random features, a power of two (${DEFAULT-VALUE}).")
    private int randomFeatures;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    private final Map<String, KeyDetector> keys = new HashMap<>();
    private StreamReference.Settings settings;
    private long rowCount;
    private long alarms;
    private long detectionNanos;

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        try (CsvRowReader reference = new CsvRowReader(ref, List.of());
                CsvRowReader rows = new CsvRowReader(stream, List.of("key", "seq"))) {
            if (reference.width() != rows.width()) {
                throw new MalformedFileException(
                        stream,
                        "rows of %d values as in %s".formatted(reference.width(), ref),
                        String.valueOf(rows.width()));
            }
            long start = System.nanoTime();
            StreamReference fitted = calibrate(reference);
            printCalibration(console, fitted.fitted(), (System.nanoTime() - start) / 1e9);
            printSkipped(console, reference);
            start = System.nanoTime();
            detect(rows, fitted, console);
            rows.requireValues();
            printSummary(console, (System.nanoTime() - start) / 1e9);
            printSkipped(console, rows);
        } catch (MalformedFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return 0;
    }

    private StreamReference calibrate(CsvRowReader file) throws IOException {
        List<float[]> rows = new ArrayList<>();
        for (CsvRowReader.Row row = file.next(); row != null; row = file.next()) {
            if (rows.size() == MAX_REFERENCE_ROWS) {
                throw new MalformedFileException(ref, "at most %d rows".formatted(rows.size()), "more");
            }
            rows.add(row.values());
        }
        file.requireValues();
        try {
            settings = new StreamReference.Settings(
                    timeOrder.model(), randomFeatures, new ThresholdCalibrator(arl, seed), seed);
            return StreamReference.fit(rows, settings);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), ref + ": " + e.getMessage(), e);
        }
    }

    private void detect(CsvRowReader rows, StreamReference reference, PrintWriter console) throws IOException {
        ProgressThrottle throttle = new ProgressThrottle(Instant.now());
        try (BufferedWriter file = Files.newBufferedWriter(out)) {
            file.write("key,seq,onset,score\n");
            for (CsvRowReader.Row row = rows.next(); row != null; row = rows.next()) {
                String key = row.keys()[0];
                long seq = sequence(rows, row.keys()[1]);
                KeyDetector detector = keys.computeIfAbsent(key, name -> new KeyDetector(test(reference)));
                long start = System.nanoTime();
                Optional<Suspicion> alarm = detector.observe(seq, row.values());
                detectionNanos += System.nanoTime() - start;
                rowCount += row.isSkipped() ? 0 : 1;
                if (alarm.isPresent()) {
                    alarms++;
                    file.write(String.format(
                            Locale.ROOT,
                            "%s,%d,%d,%.6f\n",
                            key,
                            seq,
                            detector.onset(alarm.get()),
                            alarm.get().score()));
                }
                if (throttle.tryAcquire(Instant.now())) {
                    console.printf("... %d rows, %d alarms%n", rowCount, alarms);
                }
            }
        }
    }

    private StreamTest test(StreamReference reference) {
        return once ? new LastingChangeTest(reference, settings) : new RestartingTest(reference);
    }

    private static long sequence(CsvRowReader rows, String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw rows.malformed("a whole number as seq", "'" + text + "'");
        }
    }

    private void printCalibration(PrintWriter console, FittedReference fitted, double seconds) {
        DriftThresholds thresholds = fitted.calibratedReference().thresholds();
        CalibratedThreshold calibrated = thresholds.calibration();
        console.printf(
                Locale.ROOT,
                "calibrated on %d rows in %.1f s: ARL %s, threshold %.3f (standard error %.3f), seed %d; autocorrelation"
                        + " time %.1f rows%n",
                fitted.calibratedReference().reference().count(),
                seconds,
                calibrated.promise().text(),
                calibrated.threshold(),
                calibrated.standardError(),
                calibrated.seed(),
                thresholds.autocorrelationTime());
        if (!calibrated.promise().holds()) {
            console.printf("NOT CALIBRATED: %s%n", calibrated.notCalibrated());
        }
        if (thresholds.requestedArl() > calibrated.arl()) {
            console.printf(
                    Locale.ROOT,
                    "the reference supports an ARL of %.0f only; an ARL of %.0f needs %.0f reference rows%n",
                    calibrated.arl(),
                    thresholds.requestedArl(),
                    thresholds.requiredEvents());
        }
        console.printf("| rows in a window | max discrepancy | min typicality | max typicality |%n"
                + "| --- | --- | --- | --- |%n");
        for (int level = 0; level < thresholds.levels(); level++) {
            int shortest = DyadicWindows.minLength(level);
            printBounds(
                    console,
                    "%d to %d".formatted(shortest, 2 * shortest - 1),
                    String.format(Locale.ROOT, "%.4f", thresholds.maxDiscrepancy(level)),
                    thresholds.typicalityBounds(level));
        }
    }

    private static void printBounds(PrintWriter console, String rows, String discrepancy, double[] typicality) {
        console.printf(Locale.ROOT, "| %s | %s | %.4f | %.4f |%n", rows, discrepancy, typicality[0], typicality[1]);
    }

    private void printSummary(PrintWriter console, double seconds) {
        console.printf(
                Locale.ROOT,
                "%d rows of %d keys, %d alarms; %.0f rows/s in the detector, %.0f rows/s including file access%n",
                rowCount,
                keys.size(),
                alarms,
                rowCount / Math.max(1e-9, detectionNanos / 1e9),
                rowCount / Math.max(1e-9, seconds));
    }

    private static void printSkipped(PrintWriter console, CsvRowReader file) {
        if (file.skippedRows() > 0) {
            console.printf("%d rows skipped, first at %s%n", file.skippedRows(), file.firstSkipped());
        }
    }
}
