package io.realign.bench;

import io.realign.alert.Baseline;
import io.realign.alert.Calibrated;
import io.realign.cli.streams.RowStream;
import io.realign.cli.streams.Setting;
import io.realign.cli.streams.Settings;
import io.realign.event.EventContract;
import io.realign.event.FeatureEvent;
import io.realign.event.Tensor;
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

/** What rows that nobody should have sent do to the detector. */
@Command(
        name = "poison",
        description = "Thresholds, false alarms and delays with spoilt rows in the source and in the stream.",
        mixinStandardHelpOptions = true)
final class PoisonCommand implements Callable<Integer> {
    private static final double ARL = 1000;
    private static final int ALARMS = 60;
    private static final int CHANGES = 60;
    private static final int QUIET = 300;
    private static final int HALF = 64;

    /** Scores are parts of the calibrated height. */
    private static final double HEIGHT = 1;

    private static final EventContract CONTRACT = new EventContract(32, List.of("one", "other"), Duration.ofHours(1));

    @Option(names = "--share", defaultValue = "0.05", description = "Spoilt rows among all (${DEFAULT-VALUE}).")
    private double share;

    @Option(names = "--references", defaultValue = "10", description = "Sources of 1000 rows (${DEFAULT-VALUE}).")
    private int references;

    @Option(names = "--outputs", defaultValue = "256", description = "Random features (${DEFAULT-VALUE}).")
    private int outputs;

    @Option(names = "--seed", defaultValue = "1", description = "Same seed, same table (${DEFAULT-VALUE}).")
    private long seed;

    @Spec
    private CommandSpec spec;

    /** Rows that the contract lets through, and how many it has refused. */
    private final class Passed implements RowStream {
        private final RowStream rows;
        private final Poison poison;
        private final Random random;
        private int refused;

        Passed(RowStream rows, Poison poison, Random random) {
            this.rows = rows;
            this.poison = poison;
            this.random = random;
        }

        @Override
        public float[] next() {
            float[] row = poison.pass(rows.next(), share, random);
            while (refused(row)) {
                refused++;
                row = poison.pass(rows.next(), share, random);
            }
            return row;
        }

        private static boolean refused(float[] row) {
            FeatureEvent event = new FeatureEvent("row", "stream", Instant.EPOCH, Tensor.vector(row), Optional.empty());
            return CONTRACT.checkTarget(event, Instant.EPOCH).isPresent();
        }
    }

    @Override
    public Integer call() {
        if (references < 1 || !(share >= 0 && share < 1) || !RandomFeatures.possible(outputs)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "expected --references of 1 or more, --share from 0 to below 1, --outputs a power of two from 64");
        }
        Setting setting = Settings.changing().get(0);
        Plan plan = new Plan((int) ARL, ALARMS, references, 1000, CHANGES, QUIET, seed);
        MarkdownTable table = new MarkdownTable(
                spec.commandLine().getOut(),
                List.of(
                        "spoilt rows",
                        "refused",
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

    private List<String> row(Plan plan, Setting setting, Poison poison) {
        int refused = 0;
        double moved = 0;
        List<Double> thresholds = new ArrayList<>();
        List<Double> lengths = new ArrayList<>();
        List<Integer> delays = new ArrayList<>();
        EveryScale method = new EveryScale(outputs);
        for (int number = 0; number < references; number++) {
            float[][] clean = plan.reference(setting, number);
            Passed passed = passed(plan, setting, poison, "reference", number);
            float[][] source = new float[clean.length][];
            Arrays.setAll(source, i -> passed.next());
            Baseline baseline = method.baseline(source, ARL, seed + number);
            Calibrated calibrated = baseline.regime().threshold().calibrated();
            thresholds.add(calibrated.threshold());
            FeatureMap map = baseline.map();
            moved = Math.max(moved, distance(map, clean, source));
            Yardstick yardstick = EveryScale.yardstick(baseline);
            Passed quiet = passed(plan, setting, poison, "quiet", number);
            lengths.add(RunLength.measure(yardstick, HEIGHT, quiet, plan).mean());
            delays.addAll(delays(plan, setting, poison, yardstick, number));
            refused += passed.refused + quiet.refused;
        }
        return List.of(
                poison.name().toLowerCase(Locale.ROOT),
                Integer.toString(refused),
                Estimate.of(thresholds).toString(),
                Estimate.of(lengths).toString(),
                Estimate.of(delays).toString(),
                "%.3f".formatted(moved),
                poison == Poison.HUGE || poison == Poison.DUPLICATED ? "%.3f".formatted(2 * share) : "-");
    }

    private Passed passed(Plan plan, Setting setting, Poison poison, String purpose, int number) {
        return new Passed(
                setting.law().start(plan.random(setting, purpose, number)),
                poison,
                plan.random(setting, "poison of " + purpose, number));
    }

    private List<Integer> delays(Plan plan, Setting setting, Poison poison, Yardstick yardstick, int number) {
        List<Integer> delays = new ArrayList<>();
        for (int run = 0; run < plan.changesEach(); run++) {
            int trial = number * plan.changesEach() + run;
            Random random = plan.random(setting, "change", trial);
            RowStream changing =
                    setting.changes().get(0).at(QUIET, setting.law().start(random), random);
            Passed stream = new Passed(changing, poison, plan.random(setting, "poison of change", trial));
            // The change comes after so many rows, whether they are refused or not.
            int alarm = Delays.alarm(yardstick, HEIGHT, stream, plan) + stream.refused;
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
    private void oneProducer(Plan plan, Setting setting) {
        float[][] source = plan.reference(setting, 0);
        Baseline baseline = new EveryScale(outputs).baseline(source, ARL, seed);
        RowStream quiet = setting.law().start(plan.random(setting, "quiet", 0));
        float[][] window = new float[2 * HALF][];
        Arrays.setAll(window, i -> quiet.next());
        float[][] half = window.clone();
        Arrays.fill(half, 0, HALF, window[0]);
        int[] event = {0};
        spec.commandLine()
                .getOut()
                .printf(
                        "%na producer that sends one row for half of a window of %d: its mean moved by %.3f, at most 1;"
                                + " suspected after %d events; seed %d%n",
                        2 * HALF,
                        distance(baseline.map(), window, half),
                        Delays.alarm(
                                EveryScale.yardstick(baseline), HEIGHT, () -> half[event[0]++ % half.length], plan),
                        seed);
    }
}
