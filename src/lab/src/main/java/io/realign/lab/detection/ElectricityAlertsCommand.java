package io.realign.lab.detection;

import io.realign.alert.Channel;
import io.realign.alert.ConfirmedState;
import io.realign.alert.DetectionResult;
import io.realign.alert.DriftDetector;
import io.realign.alert.EventResiduals;
import io.realign.alert.FittedReference;
import io.realign.alert.SourceResiduals;
import io.realign.alert.SuspectedState;
import io.realign.alert.ThresholdCalibrator;
import io.realign.event.FeatureEvent;
import io.realign.event.LocatedEvent;
import io.realign.event.OffsetRange;
import io.realign.event.Tensor;
import io.realign.lab.command.MarkdownTable;
import io.realign.window.DriftWindow;
import io.realign.window.TimeDependence;
import io.realign.window.TimeDependence.Season;
import io.realign.window.TimeDependence.SlowChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Counts the suspicions and alerts of the detector in the Elec2 electricity market data, which is in time order. */
@Command(
        name = "electricity-alerts",
        description = {
            "Counts suspicions and alerts in the Elec2 electricity market data, with the time order settings of the drift",
            "job. The first 1000 rows are the source, the others the stream of one domain. The adaptation of each alert",
            "ends immediately with a release. Class labels are not used."
        },
        mixinStandardHelpOptions = true)
public final class ElectricityAlertsCommand implements Callable<Integer> {
    private static final List<String> FEATURES = List.of("nswprice", "nswdemand", "vicprice", "vicdemand", "transfer");

    private static final String DOMAIN = "target";

    private static final int SOURCE_ROWS = 1000;

    /** The suspicions before this row are counted. */
    private static final int QUIET_END = 17_000;

    /** From this row on, three features vary that were constant before. */
    private static final int CHANGE = 17_424;

    private static final Instant START = Instant.parse("1996-05-07T00:00:00Z");

    /** Interval between the rows. */
    private static final Duration INTERVAL = Duration.ofMinutes(30);

    private static final List<Variant> VARIANTS = List.of(
            new Variant("none", Optional.empty(), OptionalInt.empty()),
            new Variant(
                    "`--season-period PT24H --season-slots 48`",
                    Optional.of(new Season(Duration.ofHours(24), 48)),
                    OptionalInt.empty()),
            new Variant("`--rolling-memory 48`", Optional.of(new SlowChange(48)), OptionalInt.empty()),
            new Variant("`--rolling-memory 336`", Optional.of(new SlowChange(336)), OptionalInt.empty()),
            new Variant("`--quiet-events 1000`", Optional.empty(), OptionalInt.of(1000)));

    @Option(names = "--data", required = true, description = "CSV file with a header line.")
    private Path data;

    @Option(
            names = "--window",
            defaultValue = "128",
            description = "Number of events after a suspicion that confirm it (${DEFAULT-VALUE}).")
    private int window;

    @Option(
            names = "--arl",
            defaultValue = "1000",
            description = "Average run length: mean number of events until a false suspicion (${DEFAULT-VALUE}).")
    private double arl;

    @Option(
            names = "--random-features",
            defaultValue = "256",
            description = "Number of random features (${DEFAULT-VALUE}).")
    private int randomFeatures;

    @Option(names = "--seeds", defaultValue = "3", description = "Number of seeds, counted from 1 (${DEFAULT-VALUE}).")
    private int seeds;

    @Spec
    private CommandSpec spec;

    /** Settings of the drift job. */
    private record Variant(String options, Optional<TimeDependence> dependence, OptionalInt quietEvents) {}

    /**
     * Detections in the stream.
     *
     * @param calibratedPercent percentage of the windows before {@link #QUIET_END} whose average run length holds
     * @param suspicions number of suspicions before {@link #QUIET_END}
     * @param suspectedRows number of rows with an open suspicion before {@link #QUIET_END}
     * @param alerts number of alerts before {@link #QUIET_END}
     * @param stateAtChange drift state at the change
     * @param suspicionDelay rows from the change to the first suspicion, -1 without one
     * @param alertDelay rows from the change to the first alert, -1 without one
     */
    private record Detections(
            double calibratedPercent,
            int suspicions,
            int suspectedRows,
            int alerts,
            DriftWindow.State stateAtChange,
            int suspicionDelay,
            int alertDelay) {}

    @Override
    public Integer call() throws IOException {
        List<float[]> rows = read();
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of(
                        "options",
                        "seed",
                        "calibrated, % of windows",
                        "suspicions",
                        "suspected, % of rows",
                        "alerts",
                        "state at the change",
                        "delay of suspicion",
                        "of alert"));
        for (Variant variant : VARIANTS) {
            for (int seed = 1; seed <= seeds; seed++) {
                Detections detections = detect(rows, variant, seed);
                table.row(
                        "%s | %d | %.0f | %d | %.0f | %d | %s | %s | %s",
                        variant.options(),
                        seed,
                        detections.calibratedPercent(),
                        detections.suspicions(),
                        100.0 * detections.suspectedRows() / (QUIET_END - SOURCE_ROWS),
                        detections.alerts(),
                        detections.stateAtChange(),
                        delay(detections.suspicionDelay()),
                        delay(detections.alertDelay()));
            }
        }
        return 0;
    }

    private static String delay(int rows) {
        return rows < 0 ? "-" : Integer.toString(rows);
    }

    private Detections detect(List<float[]> rows, Variant variant, int seed) {
        List<LocatedEvent> source = IntStream.range(0, SOURCE_ROWS)
                .mapToObj(row -> event("source", rows.get(row), row))
                .toList();
        Optional<SourceResiduals> residuals =
                variant.dependence().map(dependence -> SourceResiduals.of(source, dependence));
        FittedReference fitted = FittedReference.fit(
                residuals.map(SourceResiduals::events).orElse(source),
                randomFeatures,
                new ThresholdCalibrator(arl, seed),
                seed);
        Optional<EventResiduals> sourceEnd = residuals.map(SourceResiduals::end);
        Map<Channel, FittedReference> references = Map.of(Channel.RAW, fitted);
        DriftDetector detector = variant.quietEvents().isPresent()
                ? DriftDetector.calibrating(
                        DOMAIN, window, variant.quietEvents().getAsInt())
                : new DriftDetector(DOMAIN, window);
        int windows = 0;
        int calibratedWindows = 0;
        int suspicions = 0;
        int suspectedRows = 0;
        int alerts = 0;
        DriftWindow.State stateAtChange = DriftWindow.State.QUIET;
        int suspicionDelay = -1;
        int alertDelay = -1;
        for (int row = SOURCE_ROWS; row < rows.size() && alertDelay < 0; row++) {
            stateAtChange = row == CHANGE ? detector.driftState().state() : stateAtChange;
            boolean suspectedBefore = detector.driftState() instanceof SuspectedState;
            detector.useResiduals(sourceEnd);
            DetectionResult result = detector.observe(
                    event(DOMAIN, rows.get(row), row),
                    Map.of(Channel.RAW, rows.get(row)),
                    Set.of(Channel.RAW),
                    references);
            boolean isSuspected = detector.driftState() instanceof SuspectedState;
            boolean suspected = isSuspected && !suspectedBefore;
            if (row < QUIET_END) {
                windows += result.window().isPresent() ? 1 : 0;
                calibratedWindows += result.window()
                                .filter(window -> window.promise().holds())
                                .isPresent()
                        ? 1
                        : 0;
                suspicions += suspected ? 1 : 0;
                suspectedRows += isSuspected ? 1 : 0;
                alerts += result.alert().isPresent() ? 1 : 0;
            } else if (row >= CHANGE) {
                suspicionDelay = suspicionDelay < 0 && suspected ? row - CHANGE + 1 : suspicionDelay;
                alertDelay = result.alert().isPresent() ? row - CHANGE + 1 : alertDelay;
            }
            if (detector.driftState() instanceof ConfirmedState alert) {
                boolean released = true;
                detector.applyOutcome(released, Map.of(Channel.RAW, alert.alertEvents()), references);
            }
        }
        return new Detections(
                100.0 * calibratedWindows / windows,
                suspicions,
                suspectedRows,
                alerts,
                stateAtChange,
                suspicionDelay,
                alertDelay);
    }

    private static LocatedEvent event(String domain, float[] row, int number) {
        FeatureEvent event = new FeatureEvent(
                Integer.toString(number),
                domain,
                START.plus(INTERVAL.multipliedBy(number)),
                Tensor.vector(row),
                Optional.empty());
        return new LocatedEvent(event, OffsetRange.of(domain, 0, number));
    }

    private List<float[]> read() throws IOException {
        List<String> lines = Files.readAllLines(data);
        List<String> header = Arrays.asList(lines.get(0).split(",", -1));
        if (!header.containsAll(FEATURES)) {
            throw new IllegalArgumentException("%s: expected the columns %s, got %s".formatted(data, FEATURES, header));
        }
        List<float[]> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            float[] row = new float[FEATURES.size()];
            for (int i = 0; i < row.length; i++) {
                row[i] = Float.parseFloat(cells[header.indexOf(FEATURES.get(i))]);
            }
            rows.add(row);
        }
        return rows;
    }
}
