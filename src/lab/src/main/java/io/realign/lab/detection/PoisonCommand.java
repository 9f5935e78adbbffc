package io.realign.lab.detection;

import io.realign.alert.FittedReference;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.lab.command.MarkdownTable;
import io.realign.lab.detector.CalibratedDetector;
import io.realign.lab.detector.DyadicMmd;
import io.realign.lab.detector.OnlineDetector;
import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import io.realign.window.FeatureMap;
import io.realign.window.RandomFeatures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the effect of poisoned rows on the detector. */
@Command(
        name = "poison",
        description = "Measures thresholds, average run lengths and delays with poisoned rows in source and stream.",
        mixinStandardHelpOptions = true)
public final class PoisonCommand implements Callable<Integer> {
    private static final double ARL = 1000;
    private static final int ALARMS = 60;
    private static final int CHANGES = 60;
    private static final int EVENTS_BEFORE_CHANGE = 300;
    private static final int HALF_WINDOW = 64;

    /** Scores are relative to the calibrated threshold. */
    private static final double THRESHOLD = 1;

    private static final EventContract CONTRACT = new EventContract(32, List.of("one", "other"), Duration.ofHours(1));

    @Option(names = "--share", defaultValue = "0.05", description = "Fraction of poisoned rows (${DEFAULT-VALUE}).")
    private double share;

    @Option(
            names = "--references",
            defaultValue = "10",
            description = "Number of references, each of 1000 rows (${DEFAULT-VALUE}).")
    private int references;

    @Option(
            names = "--random-features",
            defaultValue = "256",
            description = "Number of random features (${DEFAULT-VALUE}).")
    private int randomFeatures;

    @Option(names = "--seed", defaultValue = "1", description = "Random seed (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    /** A stream of poisoned rows without the rows that violate the event contract. */
    private final class ValidRows implements FeatureStream {
        private final FeatureStream rows;
        private final Poison poison;
        private final Random random;
        private int invalidRows;

        ValidRows(FeatureStream rows, Poison poison, Random random) {
            this.rows = rows;
            this.poison = poison;
            this.random = random;
        }

        @Override
        public float[] next() {
            float[] row = poison.apply(rows.next(), share, random);
            while (isInvalid(row)) {
                invalidRows++;
                row = poison.apply(rows.next(), share, random);
            }
            return row;
        }

        private static boolean isInvalid(float[] row) {
            FeatureEvent event =
                    new FeatureEvent("row", "stream", EventContract.MIN_TIME, Tensor.vector(row), Optional.empty());
            return CONTRACT.checkTarget(event, EventContract.MIN_TIME).isPresent();
        }
    }

    @Override
    public Integer call() {
        if (references < 1 || !(share >= 0 && share < 1) || !RandomFeatures.isValidOutputCount(randomFeatures)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --references of 1 or more, --share from 0 to below 1,"
                            + " a power of two from 64 for --random-features");
        }
        StreamScenario scenario = StreamScenarios.withChanges().get(0);
        SimulationPlan plan =
                new SimulationPlan((int) ARL, ALARMS, references, 1000, CHANGES, EVENTS_BEFORE_CHANGE, seed);
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of(
                        "poisoned rows",
                        "invalid rows",
                        "threshold",
                        "mean ARL",
                        "delay of " + scenario.changes().get(0).kind(),
                        "shift of the source mean",
                        "bound"));
        for (Poison poison : Poison.values()) {
            measure(plan, scenario, poison, table);
        }
        measureStuckProducer(plan, scenario);
        return 0;
    }

    private void measure(SimulationPlan plan, StreamScenario scenario, Poison poison, MarkdownTable table) {
        int invalidRows = 0;
        double maxDistance = 0;
        List<Double> thresholds = new ArrayList<>();
        List<Double> runLengths = new ArrayList<>();
        List<Integer> delays = new ArrayList<>();
        DyadicMmd method = new DyadicMmd(randomFeatures);
        for (int number = 0; number < references; number++) {
            float[][] clean = plan.reference(scenario, number);
            ValidRows validRows = validRows(plan, scenario, poison, "reference", number);
            float[][] source = validRows.next(clean.length);
            FittedReference reference = method.fitReference(source, ARL, seed + number);
            thresholds.add(
                    reference.calibratedReference().thresholds().calibration().threshold());
            maxDistance = Math.max(maxDistance, distance(reference.featureMap(), clean, source));
            OnlineDetector detector = DyadicMmd.detector(reference);
            ValidRows quiet = validRows(plan, scenario, poison, "quiet", number);
            runLengths.add(RunLength.measure(new CalibratedDetector(detector, THRESHOLD, ARL, true), quiet, ALARMS)
                    .mean());
            delays.addAll(delays(plan, scenario, poison, detector, number));
            invalidRows += validRows.invalidRows + quiet.invalidRows;
        }
        boolean distanceIsBounded = poison == Poison.HUGE || poison == Poison.DUPLICATED;
        table.row(
                "%s | %d | %s | %s | %s | %.3f | %s",
                poison.name().toLowerCase(Locale.ROOT),
                invalidRows,
                MeanEstimate.of(thresholds),
                MeanEstimate.of(runLengths),
                MeanEstimate.of(delays),
                maxDistance,
                distanceIsBounded ? String.format(Locale.ROOT, "%.3f", 2 * share) : "-");
    }

    private ValidRows validRows(
            SimulationPlan plan, StreamScenario scenario, Poison poison, String purpose, int number) {
        return new ValidRows(
                scenario.generator().start(plan.random(scenario, purpose, number)),
                poison,
                plan.random(scenario, "poison of " + purpose, number));
    }

    private List<Integer> delays(
            SimulationPlan plan, StreamScenario scenario, Poison poison, OnlineDetector detector, int number) {
        List<Integer> delays = new ArrayList<>();
        for (int run = 0; run < plan.changesPerReference(); run++) {
            int changeNumber = number * plan.changesPerReference() + run;
            Random random = plan.random(scenario, "change", changeNumber);
            FeatureStream changing = scenario.changes()
                    .get(0)
                    .applyAfter(EVENTS_BEFORE_CHANGE, scenario.generator().start(random), random);
            ValidRows stream = new ValidRows(changing, poison, plan.random(scenario, "poison of change", changeNumber));
            // The change starts after a number of sent rows, which include the invalid rows.
            int alarm = DetectionDelays.firstAlarm(detector, THRESHOLD, stream, plan) + stream.invalidRows;
            if (alarm > EVENTS_BEFORE_CHANGE) {
                delays.add(alarm - EVENTS_BEFORE_CHANGE);
            }
        }
        return delays;
    }

    /** Distance between the mean random features of two sources of equal size. */
    private static double distance(FeatureMap map, float[][] first, float[][] second) {
        double[] difference = new double[map.outputs()];
        for (int row = 0; row < first.length; row++) {
            float[] firstFeatures = map.map(first[row]);
            float[] secondFeatures = map.map(second[row]);
            for (int i = 0; i < difference.length; i++) {
                difference[i] += (secondFeatures[i] - firstFeatures[i]) / (double) first.length / RandomFeatures.GRID;
            }
        }
        double squared = 0;
        for (double component : difference) {
            squared += component * component;
        }
        return Math.sqrt(squared);
    }

    /** Measures a producer that sends the same row for half of a window of 128 events. */
    private void measureStuckProducer(SimulationPlan plan, StreamScenario scenario) {
        float[][] source = plan.reference(scenario, 0);
        FittedReference reference = new DyadicMmd(randomFeatures).fitReference(source, ARL, seed);
        float[][] window =
                scenario.generator().start(plan.random(scenario, "quiet", 0)).next(2 * HALF_WINDOW);
        float[][] stuck = window.clone();
        Arrays.fill(stuck, 0, HALF_WINDOW, window[0]);
        int[] nextRow = {0};
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%na producer that repeats one row for half of a window of %d events: shift of the mean %.3f (bound 1);"
                                + " suspected after %d events; seed %d%n",
                        2 * HALF_WINDOW,
                        distance(reference.featureMap(), window, stuck),
                        DetectionDelays.firstAlarm(
                                DyadicMmd.detector(reference),
                                THRESHOLD,
                                () -> stuck[nextRow[0]++ % stuck.length],
                                plan),
                        seed);
    }
}
