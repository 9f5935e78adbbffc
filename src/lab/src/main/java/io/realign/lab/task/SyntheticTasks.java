package io.realign.lab.task;

import io.realign.adaptation.ShiftType;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The suites. In each what is learned on the source alone gets 70 to 95 % of the first target right: there is something
 * to lose and something to win.
 */
public final class SyntheticTasks {
    private static final double[] EVEN = {.2, .2, .2, .2, .2};
    private static final double[] UNEVEN = {.42, .28, .16, .09, .05};

    private static final double[] TWO_CLASSES = {.6, .4, 0, 0, 0};

    private static final double GAIN_SPREAD = .15;
    private static final double OFFSET_SPREAD = .5;
    private static final double ANGLE = .25;

    private static final int STEPS = 8;
    private static final double STEP = Math.toRadians(7);

    private static final double OVERTURN = Math.toRadians(50);
    private static final double OUTLYING = Math.toRadians(80);

    private SyntheticTasks() {}

    /** One of each kind. */
    public static List<SyntheticTask> all(long seed) {
        return List.of(
                noShift(seed),
                covariateShift(seed),
                labelShift(seed),
                covariateAndLabelShift(seed),
                gradualRotation(seed),
                outlyingSource(seed));
    }

    /** Nothing has moved. */
    public static SyntheticTask noShift(long seed) {
        return new Generator(seed).suite("unchanged", ShiftType.NONE, Instrument.ideal(), EVEN);
    }

    /** Gains, offsets and a small turn, the classes in the same shares. */
    public static SyntheticTask covariateShift(long seed) {
        Generator laboratory = new Generator(seed);
        return laboratory.suite("covariate", ShiftType.COVARIATE, aged(laboratory), EVEN);
    }

    /** The classes in other shares, each as it was. */
    public static SyntheticTask labelShift(long seed) {
        Generator laboratory = new Generator(seed);
        return laboratory.suite("label", ShiftType.LABEL, Instrument.ideal(), laboratory.shuffled(UNEVEN));
    }

    /** Both. */
    public static SyntheticTask covariateAndLabelShift(long seed) {
        Generator laboratory = new Generator(seed);
        return laboratory.suite("both", ShiftType.BOTH, aged(laboratory), laboratory.shuffled(UNEVEN));
    }

    /** Features turn into each other, each target {@code 7} degrees further. */
    public static SyntheticTask gradualRotation(long seed) {
        Generator laboratory = new Generator(seed);
        List<Instrument> instruments = IntStream.rangeClosed(1, STEPS)
                .mapToObj(step -> Instrument.rotated(step * STEP))
                .toList();
        return laboratory.suite(
                "rotating", ShiftType.COVARIATE, List.of(laboratory.source("source", 0)), instruments, EVEN);
    }

    /** Three sources, one of which was read by an instrument that mixed features up; the target is like the other two. */
    public static SyntheticTask outlyingSource(long seed) {
        Generator laboratory = new Generator(seed);
        List<SourceTable> sources = Stream.of(
                        laboratory.source("first", 2),
                        laboratory.source("outlier", 1, Instrument.rotated(OUTLYING)),
                        laboratory.source("third", 0))
                .toList();
        return laboratory.suite("outlying", ShiftType.OUTLIER_SOURCE, sources, List.of(Instrument.ideal()), EVEN);
    }

    /** Shifts that no adaptation can mend, or that tempt one into harm. */
    public static List<SyntheticTask> harsh(long seed) {
        return List.of(missing(seed), stuck(seed), worn(seed), overturned(seed));
    }

    /** Moved, and three of five classes are not there. */
    private static SyntheticTask missing(long seed) {
        Generator laboratory = new Generator(seed);
        return laboratory.suite("missing", ShiftType.BOTH, aged(laboratory), laboratory.shuffled(TWO_CLASSES));
    }

    /** A third of the features always reads the same. */
    private static SyntheticTask stuck(long seed) {
        return new Generator(seed)
                .suite("stuck", ShiftType.COVARIATE, Instrument.withStuckFeatures(GaussianClasses.FEATURES / 3), EVEN);
    }

    /** Gains, offsets and the turn about twice as far as aged ones. */
    private static SyntheticTask worn(long seed) {
        Generator laboratory = new Generator(seed);
        Instrument instrument = Instrument.aged(2 * GAIN_SPREAD, 2 * OFFSET_SPREAD, 2 * ANGLE, laboratory.random());
        return laboratory.suite("worn", ShiftType.BOTH, instrument, laboratory.shuffled(UNEVEN));
    }

    /** Features are turned into each other so far that classes lie where others lay. */
    private static SyntheticTask overturned(long seed) {
        return new Generator(seed).suite("overturned", ShiftType.COVARIATE, Instrument.rotated(OVERTURN), EVEN);
    }

    private static Instrument aged(Generator laboratory) {
        return Instrument.aged(GAIN_SPREAD, OFFSET_SPREAD, ANGLE, laboratory.random());
    }

    /** What all tables of a suite have in common. */
    private record Generator(GaussianClasses clouds, SplittableRandom random) {
        private static final int SOURCE = 800;
        private static final int HOLD_OUT = 400;
        private static final int TARGET = 600;

        Generator(long seed) {
            this(new SplittableRandom(seed));
        }

        private Generator(SplittableRandom random) {
            this(GaussianClasses.seeded(random), random);
        }

        SyntheticTask suite(String name, ShiftType expected, Instrument instrument, double[] shares) {
            return suite(name, expected, List.of(source("source", 0)), List.of(instrument), shares);
        }

        SyntheticTask suite(
                String name,
                ShiftType expected,
                List<SourceTable> sources,
                List<Instrument> instruments,
                double[] shares) {
            SourceTable holdOut = table("hold-out", HOLD_OUT, 0, Instrument.ideal(), EVEN);
            List<SourceTable> tables = IntStream.range(0, instruments.size())
                    .mapToObj(i -> table("target " + (i + 1), TARGET, 0, instruments.get(i), shares))
                    .toList();
            return new SyntheticTask(
                    name,
                    expected,
                    GaussianClasses.CLASSES,
                    sources,
                    holdOut,
                    tables.stream()
                            .map(table -> new TargetTable(table.name(), table.rows()))
                            .toList(),
                    tables.stream()
                            .map(table -> new TargetLabels(table.labels()))
                            .toList());
        }

        SourceTable source(String name, double age) {
            return source(name, age, Instrument.ideal());
        }

        SourceTable source(String name, double age, Instrument instrument) {
            return table(name, SOURCE, age, instrument, EVEN);
        }

        private SourceTable table(String name, int size, double age, Instrument instrument, double[] shares) {
            float[][] rows = new float[size][];
            int[] labels = new int[size];
            for (int row = 0; row < size; row++) {
                labels[row] = label(random.nextDouble(), shares);
                rows[row] = instrument.read(clouds.sample(labels[row], random));
            }
            return new SourceTable(name, rows, labels, age);
        }

        private static int label(double quantile, double[] shares) {
            int label = 0;
            double sum = shares[0];
            while (quantile >= sum && label < shares.length - 1) {
                label++;
                sum += shares[label];
            }
            return label;
        }

        double[] shuffled(double[] shares) {
            double[] shuffled = new double[shares.length];
            for (int i = 0; i < shares.length; i++) {
                int j = random.nextInt(i + 1);
                shuffled[i] = shuffled[j];
                shuffled[j] = shares[i];
            }
            return shuffled;
        }
    }
}
