package io.realign.lab.detection;

import io.realign.alert.CalibratedThreshold;
import io.realign.alert.FittedReference;
import io.realign.cli.rows.DataFile;
import io.realign.lab.command.MarkdownTable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Counts the alerts of the detector in the rows of a file, before and after known changes. */
@Command(
        name = "stream-alerts",
        description = {
            "Counts the alerts of the detector in the rows of a CSV file, for each part between two changes.",
            "The first rows are the source; the later rows are the stream of one domain, in file order. No adaptation",
            "follows an alert. Labels are not used."
        },
        mixinStandardHelpOptions = true)
public final class StreamAlertsCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            description = "CSV file with a header line, whose first column may be label.")
    private Path data;

    @Option(names = "--reference", required = true, description = "Number of rows that are the source.")
    private int reference;

    @Option(
            names = "--changes",
            split = ",",
            description = "Number of rows before each change, separated by commas, ascending.")
    private List<Integer> changes = List.of();

    @Option(
            names = "--window",
            defaultValue = "128",
            description = "Minimum number of events that confirm a suspicion (${DEFAULT-VALUE}).")
    private int window;

    @Mixin
    private ReferenceOptions options;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        float[][] rows = DataFile.readCompleteCsv(data).features();
        List<Integer> limits = new ArrayList<>(List.of(reference));
        limits.addAll(changes);
        limits.add(rows.length);
        int parts = limits.size() - 1;
        if (reference < 1 || IntStream.range(0, parts).anyMatch(part -> limits.get(part) >= limits.get(part + 1))) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --reference of 1 or more and ascending --changes between it and the %d rows of %s, got %d and %s"
                            .formatted(rows.length, data, reference, changes));
        }
        PrintWriter out = spec.commandLine().getOut();
        List<String> columns = new ArrayList<>(List.of("seed", "calibration"));
        for (int part = 0; part < parts; part++) {
            columns.add("rows %d to %d".formatted(limits.get(part) + 1, limits.get(part + 1)));
        }
        MarkdownTable table = new MarkdownTable(out, columns);
        int alertsInFirstPart = 0;
        for (int seed = 1; seed <= options.seeds(); seed++) {
            FittedReference fitted = options.fit(Arrays.copyOf(rows, reference), seed);
            List<String> cells = new ArrayList<>(List.of(Integer.toString(seed), calibration(fitted)));
            DomainStream stream = new DomainStream(fitted, window, false);
            for (int part = 0; part < parts; part++) {
                PartDetections detections =
                        stream.observe(Arrays.asList(rows).subList(limits.get(part), limits.get(part + 1)));
                cells.add(detections + ", " + detections.state());
                alertsInFirstPart += part == 0 ? detections.alerts() : 0;
            }
            table.row(cells);
        }
        out.printf(
                "%nevents to the suspicion / to the alert, state at the end; %d alerts in the first part%n",
                alertsInFirstPart);
        return 0;
    }

    private static String calibration(FittedReference fitted) {
        CalibratedThreshold calibrated =
                fitted.calibratedReference().thresholds().calibration();
        return calibrated.promise().holds()
                ? "ARL " + calibrated.promise().text()
                : "NOT CALIBRATED: " + calibrated.notCalibrated();
    }
}
