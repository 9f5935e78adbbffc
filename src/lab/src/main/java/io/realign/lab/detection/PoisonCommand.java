package io.realign.lab.detection;

import io.realign.alert.CalibratedThreshold;
import io.realign.alert.FittedReference;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
import io.realign.lab.command.MarkdownTable;
import io.realign.lab.detector.DyadicMmd;
import io.realign.lab.detector.OnlineDetector;
import io.realign.lab.stream.FeatureStream;
import io.realign.lab.stream.StreamScenario;
import io.realign.lab.stream.StreamScenarios;
import io.realign.window.FeatureMap;
import io.realign.window.RandomFeatures;
import java.time.Duration;
import java.time.Instant;
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
        description = "Measures thresholds, false alarms and delays with poisoned rows in source and stream.",
        mixinStandardHelpOptions = true)
public final class PoisonCommand implements Callable<Integer> {
    private static final double ARL = 1000;
    private static final int ALARMS = 60;
    private static final int CHANGES = 60;
    private static final int QUIET = 300;
    private static final int HALF = 64;

    /** Scores are relative to the calibrated threshold. */
    private static final double THRESHOLD = 1;

    private static final EventContract CONTRACT = new EventContract(32, List.of("one", "other"), Duration.ofHours(1));

    @Option(names = "--share", defaultValue = "0.05", description = "Fraction of poisoned rows (${DEFAULT-VALUE}).")
    private double share;

    @Option(names = "--references", defaultValue = "10", description = "Sources of 1000 rows (${DEFAULT-VALUE}).")
    private int references;

    @Option(names = "--outputs", defaultValue = "256", description = "Random features (${DEFAULT-VALUE}).")
    private int outputs;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same table (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    /** Rows that satisfy the event contract, and the number of rejected ones. */
    private final class ValidRows implements FeatureStream {
        private final FeatureStream rows;
        private final Poison poison;
        private final Random random;
        private int rejected;

        ValidRows(FeatureStream rows, Poison poison, Random random) {
            this.rows = rows;
            this.poison = poison;
            this.random = random;
        }

        @Override
        public float[] next() {
            float[] row = poison.apply(rows.next(), share, random);
            while (isRejected(row)) {
                rejected++;
                row = poison.apply(rows.next(), share, random);
            }
            return row;
        }

        private static boolean isRejected(float[] row) {
            FeatureEvent event = new FeatureEvent("row", "stream", Instant.EPOCH, Tensor.vector(row), Optional.empty());
            return CONTRACT.checkTarget(event, Instant.EPOCH).isPresent();
        }
    }

    @Override
    public Integer call() {
        if (references < 1 || !(share >= 0 && share < 1) || !RandomFeatures.isValidOutputCount(outputs)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --references of 1 or more, --share from 0 to below 1, --outputs a power of two from 64");
        }
        StreamScenario setting = StreamScenarios.withChanges().get(0);
        SimulationPlan plan = new SimulationPlan((int) ARL, ALARMS, references, 1000, CHANGES, QUIET, seed);
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of(
                        "poisoned rows",
                        "rejected",
                        "threshold",
                        "mean ARL",
                        "delay of " + setting.changes().get(0).kind(),
                        "a source's mean moved by",
                        "at most"));
        for (Poison poison : Poison.values()) {
            table.row(row(plan, setting, poison));
        }
        oneProducer(plan, setting);
        return 0;
    }

    private List<String> row(SimulationPlan plan, StreamScenario setting, Poison poison) {
        int rejected = 0;
        double moved = 0;
        List<Double> thresholds = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        List<Integer> delays = new ArrayList<>();
        DyadicMmd method = new DyadicMmd(outputs);
        for (int number = 0; number < references; number++) {
            float[][] clean = plan.reference(setting, number);
            ValidRows passed = passed(plan, setting, poison, "reference", number);
            float[][] source = new float[clean.length][];
            Arrays.setAll(source, i -> passed.next());
            FittedReference baseline = method.baseline(source, ARL, seed + number);
            CalibratedThreshold calibrated =
                    baseline.calibratedReference().thresholds().calibration();
            thresholds.add(calibrated.threshold());
            FeatureMap map = baseline.featureMap();
            moved = Math.max(moved, distance(map, clean, source));
            OnlineDetector detector = DyadicMmd.detector(baseline);
            ValidRows quiet = passed(plan, setting, poison, "quiet", number);
            lengths.add(RunLength.measure(detector, THRESHOLD, quiet, plan).mean());
            delays.addAll(delays(plan, setting, poison, detector, number));
            rejected += passed.rejected + quiet.rejected;
        }
        return List.of(
                poison.name().toLowerCase(Locale.ROOT),
                Integer.toString(rejected),
                MeanEstimate.of(thresholds).toString(),
                MeanEstimate.of(lengths).toString(),
                MeanEstimate.of(delays).toString(),
                String.format(Locale.ROOT, "%.3f", moved),
                poison == Poison.HUGE || poison == Poison.DUPLICATED
                        ? String.format(Locale.ROOT, "%.3f", 2 * share)
                        : "-");
    }

    private ValidRows passed(SimulationPlan plan, StreamScenario setting, Poison poison, String purpose, int number) {
        return new ValidRows(
                setting.generator().start(plan.random(setting, purpose, number)),
                poison,
                plan.random(setting, "poison of " + purpose, number));
    }

    private List<Integer> delays(
            SimulationPlan plan, StreamScenario setting, Poison poison, OnlineDetector detector, int number) {
        List<Integer> delays = new ArrayList<>();
        for (int run = 0; run < plan.changesPerReference(); run++) {
            int trial = number * plan.changesPerReference() + run;
            Random random = plan.random(setting, "change", trial);
            FeatureStream changing = setting.changes()
                    .get(0)
                    .applyAfter(QUIET, setting.generator().start(random), random);
            ValidRows stream = new ValidRows(changing, poison, plan.random(setting, "poison of change", trial));
            // The change comes after so many rows, whether they are refused or not.
            int alarm = DetectionDelays.firstAlarm(detector, THRESHOLD, stream, plan) + stream.rejected;
            if (alarm > QUIET) {
                delays.add(alarm - QUIET);
            }
        }
        return delays;
    }

    /** Of the mean features of two sources, of which some rows differ. */
    private static double distance(FeatureMap map, float[][] one, float[][] other) {
        double squared = 0;
        double[] difference = new double[map.outputs()];
        for (int row = 0; row < one.length; row++) {
            float[] mine = map.map(one[row]);
            float[] its = map.map(other[row]);
            for (int i = 0; i < difference.length; i++) {
                difference[i] += (its[i] - mine[i]) / (double) one.length / RandomFeatures.GRID;
            }
        }
        for (double each : difference) {
            squared += each * each;
        }
        return Math.sqrt(squared);
    }

    /** One producer gets stuck and sends the same row for half of a window of 128 events. */
    private void oneProducer(SimulationPlan plan, StreamScenario setting) {
        float[][] source = plan.reference(setting, 0);
        FittedReference baseline = new DyadicMmd(outputs).baseline(source, ARL, seed);
        FeatureStream quiet = setting.generator().start(plan.random(setting, "quiet", 0));
        float[][] window = new float[2 * HALF][];
        Arrays.setAll(window, i -> quiet.next());
        float[][] half = window.clone();
        Arrays.fill(half, 0, HALF, window[0]);
        int[] event = {0};
        spec.commandLine()
                .getOut()
                .printf(
                        Locale.ROOT,
                        "%na producer that sends one row for half of a window of %d: its mean moved by %.3f, at most 1;"
                                + " suspected after %d events; seed %d%n",
                        2 * HALF,
                        distance(baseline.featureMap(), window, half),
                        DetectionDelays.firstAlarm(
                                DyadicMmd.detector(baseline), THRESHOLD, () -> half[event[0]++ % half.length], plan),
                        seed);
    }
}
