package io.realign.lab.detection;

import io.realign.alert.Channel;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DetectionResult;
import io.realign.alert.DriftDetector;
import io.realign.alert.FittedReference;
import io.realign.alert.SuspectedState;
import io.realign.alert.ThresholdCalibrator;
import io.realign.cli.rows.GasBatches;
import io.realign.cli.rows.LabelledRow;
import io.realign.event.LocatedEvent;
import io.realign.lab.command.MarkdownTable;
import io.realign.lab.stream.StreamEvents;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts the alerts of the detector for each batch of the gas sensor data. */
@Command(
        name = "gas-alerts",
        description = {
            "Counts the alerts for the batches of the UCI gas sensor array drift data.",
            "Half of batch 1 is the source; the other half and the later batches are the stream of one domain. Rows are",
            "shuffled within their batch. The adaptation of each alert ends immediately with a release."
        },
        mixinStandardHelpOptions = true)
public final class GasAlertsCommand implements Callable<Integer> {
    @Option(names = "--data", required = true, description = "Directory with batch1.dat, batch2.dat, ...")
    private Path data;

    @Option(
            names = "--window",
            defaultValue = "64",
            description = "Number of events after a suspicion that confirm it (${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--arl",
            defaultValue = "10000",
            description = "Average run length: mean number of events until a false suspicion (${DEFAULT-VALUE}).")
    private double arl;

    @Option(
            names = "--random-features",
            defaultValue = "256",
            description = "Number of random features (${DEFAULT-VALUE}).")
    private int randomFeatures;

    @Option(names = "--seeds", defaultValue = "10", description = "Number of seeds, counted from 1 (${DEFAULT-VALUE}).")
    private int seeds;

    @Spec
    private CommandSpec spec;

    private long offset;

    /**
     * Detections in a batch.
     *
     * @param suspected events up to the first suspicion, 0 without one
     * @param confirmed events up to the first alert, 0 without one
     * @param alerts number of alerts
     * @param dismissed number of suspicions that were not confirmed
     */
    private record BatchDetections(int suspected, int confirmed, int alerts, int dismissed) {
        @Override
        public String toString() {
            String first = suspected == 0 ? "-" : suspected + (alerts == 0 ? "" : " / " + confirmed);
            return first
                    + (alerts > 1 ? ", " + alerts + " alerts" : "")
                    + (dismissed > 0 ? ", " + dismissed + " dismissed" : "");
        }
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        MarkdownTable table = null;
        int seedsWithOneAlertPerChange = 0;
        int alertsInsideBatch1 = 0;
        for (int seed = 1; seed <= seeds; seed++) {
            List<BatchDetections> detections =
                    detect(GasBatches.read(data, seed).batches(), seed);
            if (table == null) {
                List<String> columns = new ArrayList<>(List.of("seed", "batch 1, other half"));
                for (int batch = 2; batch <= detections.size(); batch++) {
                    columns.add("batch " + batch);
                }
                table = new MarkdownTable(out, columns);
            }
            List<String> cells = new ArrayList<>(List.of(Integer.toString(seed)));
            detections.forEach(batch -> cells.add(batch.toString()));
            table.row(cells);
            alertsInsideBatch1 += detections.get(0).alerts();
            seedsWithOneAlertPerChange += detections.stream().skip(1).allMatch(batch -> batch.alerts() == 1) ? 1 : 0;
        }
        out.printf(
                "%nevents to the suspicion / to the alert; exactly one alert per change in %d of %d seeds, %d alerts inside batch 1%n",
                seedsWithOneAlertPerChange, seeds, alertsInsideBatch1);
        return 0;
    }

    private List<BatchDetections> detect(List<List<LabelledRow>> batches, int seed) {
        offset = 0;
        List<LabelledRow> first = batches.get(0);
        int half = first.size() / 2;
        Map<Channel, FittedReference> source = Map.of(
                Channel.RAW,
                FittedReference.fit(
                        first.subList(0, half).stream().map(this::event).toList(),
                        randomFeatures,
                        new ThresholdCalibrator(arl, seed),
                        seed));
        DriftDetector detector = new DriftDetector("array", window);
        return Stream.concat(
                        Stream.of(first.subList(half, first.size())),
                        batches.stream().skip(1))
                .map(rows -> detect(rows, detector, source))
                .toList();
    }

    private BatchDetections detect(
            List<LabelledRow> rows, DriftDetector detector, Map<Channel, FittedReference> source) {
        int suspected = 0;
        int confirmed = 0;
        int alerts = 0;
        int dismissed = 0;
        for (int i = 0; i < rows.size(); i++) {
            boolean suspectedBefore = detector.driftState() instanceof SuspectedState;
            LocatedEvent event = event(rows.get(i));
            DetectionResult result = detector.observe(
                    event, Map.of(Channel.RAW, event.event().features().values()), Set.of(Channel.RAW), source);
            boolean suspectedAfter = detector.driftState() instanceof SuspectedState;
            suspected = suspected == 0 && suspectedAfter && !suspectedBefore ? i + 1 : suspected;
            if (detector.driftState() instanceof ConfirmedState alert
                    && result.alert().isPresent()) {
                alerts++;
                confirmed = confirmed == 0 ? i + 1 : confirmed;
                boolean released = true;
                detector.applyOutcome(released, Map.of(Channel.RAW, alert.alertEvents()), source);
            } else if (suspectedBefore && !suspectedAfter) {
                dismissed++;
            }
        }
        return new BatchDetections(suspected, confirmed, alerts, dismissed);
    }

    private LocatedEvent event(LabelledRow row) {
        return StreamEvents.of("array", row.features(), offset++);
    }
}
