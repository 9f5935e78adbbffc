package io.realign.cli.suites;

import io.realign.adaptation.ShiftCase;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The suites. In each what is learned on the source alone gets 70 to 95 % of the first target right: there is something
 * to lose and something to win.
 */
public final class Suites {
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

    private Suites() {}

    /** One of each kind. */
    public static List<Suite> all(long seed) {
        return List.of(unchanged(seed), covariate(seed), label(seed), both(seed), rotating(seed), outlying(seed));
    }

    /** Nothing has moved. */
    public static Suite unchanged(long seed) {
        return new Laboratory(seed).suite("unchanged", ShiftCase.NONE, Instrument.fresh(), EVEN);
    }

    /** Gains, offsets and a small turn, the classes in the same shares. */
    public static Suite covariate(long seed) {
        Laboratory laboratory = new Laboratory(seed);
        return laboratory.suite("covariate", ShiftCase.COVARIATE, aged(laboratory), EVEN);
    }

    /** The classes in other shares, each as it was. */
    public static Suite label(long seed) {
        Laboratory laboratory = new Laboratory(seed);
        return laboratory.suite("label", ShiftCase.LABEL, Instrument.fresh(), laboratory.shuffled(UNEVEN));
    }

    /** Both. */
    public static Suite both(long seed) {
        Laboratory laboratory = new Laboratory(seed);
        return laboratory.suite("both", ShiftCase.BOTH, aged(laboratory), laboratory.shuffled(UNEVEN));
    }

    /** Features turn into each other, each target {@code 7} degrees further. */
    public static Suite rotating(long seed) {
        Laboratory laboratory = new Laboratory(seed);
        List<Instrument> instruments = IntStream.rangeClosed(1, STEPS)
                .mapToObj(step -> Instrument.turned(step * STEP))
                .toList();
        return laboratory.suite(
                "rotating", ShiftCase.COVARIATE, List.of(laboratory.source("source", 0)), instruments, EVEN);
    }

    /** Three sources, one of which was read by an instrument that mixed features up; the target is like the other two. */
    public static Suite outlying(long seed) {
        Laboratory laboratory = new Laboratory(seed);
        List<Source> sources = Stream.of(
                        laboratory.source("first", 2),
                        laboratory.source("outlier", 1, Instrument.turned(OUTLYING)),
                        laboratory.source("third", 0))
                .toList();
        return laboratory.suite("outlying", ShiftCase.OUTLYING_SOURCE, sources, List.of(Instrument.fresh()), EVEN);
    }

    /** Shifts that no adaptation can mend, or that tempt one into harm. */
    public static List<Suite> harsh(long seed) {
        return List.of(missing(seed), stuck(seed), worn(seed), overturned(seed));
    }

    /** Moved, and three of five classes are not there. */
    private static Suite missing(long seed) {
        Laboratory laboratory = new Laboratory(seed);
        return laboratory.suite("missing", ShiftCase.BOTH, aged(laboratory), laboratory.shuffled(TWO_CLASSES));
    }

    /** A third of the features always reads the same. */
    private static Suite stuck(long seed) {
        return new Laboratory(seed).suite("stuck", ShiftCase.COVARIATE, Instrument.stuck(Clouds.FEATURES / 3), EVEN);
    }

    /** Gains, offsets and the turn about twice as far as aged ones. */
    private static Suite worn(long seed) {
        Laboratory laboratory = new Laboratory(seed);
        Instrument instrument = Instrument.aged(2 * GAIN_SPREAD, 2 * OFFSET_SPREAD, 2 * ANGLE, laboratory.random());
        return laboratory.suite("worn", ShiftCase.BOTH, instrument, laboratory.shuffled(UNEVEN));
    }

    /** Features are turned into each other so far that classes lie where others lay. */
    private static Suite overturned(long seed) {
        return new Laboratory(seed).suite("overturned", ShiftCase.COVARIATE, Instrument.turned(OVERTURN), EVEN);
    }

    private static Instrument aged(Laboratory laboratory) {
        return Instrument.aged(GAIN_SPREAD, OFFSET_SPREAD, ANGLE, laboratory.random());
    }

    /** What all tables of a suite have in common. */
    private record Laboratory(Clouds clouds, SplittableRandom random) {
        private static final int SOURCE = 800;
        private static final int HOLD_OUT = 400;
        private static final int TARGET = 600;

        Laboratory(long seed) {
            this(new SplittableRandom(seed));
        }

        private Laboratory(SplittableRandom random) {
            this(Clouds.seeded(random), random);
        }

        Suite suite(String name, ShiftCase expected, Instrument instrument, double[] shares) {
            return suite(name, expected, List.of(source("source", 0)), List.of(instrument), shares);
        }

        Suite suite(
                String name, ShiftCase expected, List<Source> sources, List<Instrument> instruments, double[] shares) {
            Source holdOut = table("hold-out", HOLD_OUT, 0, Instrument.fresh(), EVEN);
            List<Source> tables = IntStream.range(0, instruments.size())
                    .mapToObj(i -> table("target " + (i + 1), TARGET, 0, instruments.get(i), shares))
                    .toList();
            return new Suite(
                    name,
                    expected,
                    Clouds.CLASSES,
                    sources,
                    holdOut,
                    tables.stream()
                            .map(table -> new Target(table.name(), table.rows()))
                            .toList(),
                    tables.stream().map(table -> new Truth(table.labels())).toList());
        }

        Source source(String name, double age) {
            return source(name, age, Instrument.fresh());
        }

        Source source(String name, double age, Instrument instrument) {
            return table(name, SOURCE, age, instrument, EVEN);
        }

        private Source table(String name, int size, double age, Instrument instrument, double[] shares) {
            float[][] rows = new float[size][];
            int[] labels = new int[size];
            for (int row = 0; row < size; row++) {
                labels[row] = label(random.nextDouble(), shares);
                rows[row] = instrument.read(clouds.draw(labels[row], random));
            }
            return new Source(name, rows, labels, age);
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
