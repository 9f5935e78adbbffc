package io.realign.lab.task;

import io.realign.adaptation.ShiftType;
import io.realign.learning.input.SourceRows;
import io.realign.learning.source.NamedSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Synthetic tasks. A base model has an accuracy of 70 to 95 % on the first target, so that adaptation can increase or decrease it.
 */
public final class SyntheticTasks {
    private static final double[] BALANCED = {.2, .2, .2, .2, .2};
    private static final double[] IMBALANCED = {.42, .28, .16, .09, .05};

    private static final double[] TWO_CLASSES = {.6, .4, 0, 0, 0};

    private static final double GAIN_SPREAD = .15;
    private static final double OFFSET_SPREAD = .5;
    private static final double ANGLE_RADIANS = .25;

    private static final int ROTATION_STEPS = 8;
    private static final double ROTATION_STEP_RADIANS = Math.toRadians(7);

    private static final double SEVERE_ROTATION_RADIANS = Math.toRadians(50);
    private static final double OUTLIER_ROTATION_RADIANS = Math.toRadians(80);

    private SyntheticTasks() {}

    /** One task per shift type. */
    public static List<SyntheticTask> all(long seed) {
        return List.of(
                noShift(seed),
                covariateShift(seed),
                labelShift(seed),
                covariateAndLabelShift(seed),
                gradualRotation(seed),
                outlierSource(seed));
    }

    /** No shift. */
    public static SyntheticTask noShift(long seed) {
        return new Generator(seed).task("unchanged", ShiftType.NONE, Instrument.ideal(), BALANCED);
    }

    /** Changed gains, offsets and a small rotation; same class distribution. */
    public static SyntheticTask covariateShift(long seed) {
        Generator generator = new Generator(seed);
        return generator.task("covariate", ShiftType.COVARIATE, drifted(generator), BALANCED);
    }

    /** A different class distribution in the target. */
    public static SyntheticTask labelShift(long seed) {
        Generator generator = new Generator(seed);
        return generator.task("label", ShiftType.LABEL, Instrument.ideal(), generator.shuffled(IMBALANCED));
    }

    /** Covariate and label shift. */
    public static SyntheticTask covariateAndLabelShift(long seed) {
        Generator generator = new Generator(seed);
        return generator.task(
                "covariate-and-label", ShiftType.BOTH, drifted(generator), generator.shuffled(IMBALANCED));
    }

    /** Features rotated by 7, 14, ..., 56 degrees, one target per angle. */
    public static SyntheticTask gradualRotation(long seed) {
        Generator generator = new Generator(seed);
        List<Instrument> instruments = IntStream.rangeClosed(1, ROTATION_STEPS)
                .mapToObj(step -> Instrument.rotated(step * ROTATION_STEP_RADIANS))
                .toList();
        return generator.task(
                "rotating",
                ShiftType.COVARIATE,
                List.of(generator.source("source", 0, Instrument.ideal())),
                instruments,
                BALANCED);
    }

    /** Three sources, one of them rotated; the target has the distribution of the other two. */
    public static SyntheticTask outlierSource(long seed) {
        Generator generator = new Generator(seed);
        List<NamedSource> sources = List.of(
                generator.source("first", 2, Instrument.ideal()),
                generator.source("outlier", 1, Instrument.rotated(OUTLIER_ROTATION_RADIANS)),
                generator.source("third", 0, Instrument.ideal()));
        return generator.task(
                "outlier-source", ShiftType.OUTLIER_SOURCE, sources, List.of(Instrument.ideal()), BALANCED);
    }

    /** Shifts that adaptation cannot recover from, or that provoke harmful adaptation. */
    public static List<SyntheticTask> severe(long seed) {
        return List.of(missing(seed), stuck(seed), severeCovariateAndLabelShift(seed), rotationBy50Degrees(seed));
    }

    /** Covariate shift with three of five classes missing. */
    private static SyntheticTask missing(long seed) {
        Generator generator = new Generator(seed);
        return generator.task("missing", ShiftType.BOTH, drifted(generator), generator.shuffled(TWO_CLASSES));
    }

    /** A third of the features is constant. */
    private static SyntheticTask stuck(long seed) {
        return new Generator(seed)
                .task(
                        "stuck",
                        ShiftType.COVARIATE,
                        Instrument.withStuckFeatures(GaussianClasses.FEATURES / 3),
                        BALANCED);
    }

    /** Twice the gain spread, offset spread and angle of the covariate shift, and a different class distribution. */
    private static SyntheticTask severeCovariateAndLabelShift(long seed) {
        Generator generator = new Generator(seed);
        Instrument instrument =
                Instrument.drifted(2 * GAIN_SPREAD, 2 * OFFSET_SPREAD, 2 * ANGLE_RADIANS, generator.random());
        return generator.task("severe-covariate-and-label", ShiftType.BOTH, instrument, generator.shuffled(IMBALANCED));
    }

    /** A rotation by 50 degrees, which moves classes onto each other. */
    private static SyntheticTask rotationBy50Degrees(long seed) {
        return new Generator(seed)
                .task("rotation-50", ShiftType.COVARIATE, Instrument.rotated(SEVERE_ROTATION_RADIANS), BALANCED);
    }

    private static Instrument drifted(Generator generator) {
        return Instrument.drifted(GAIN_SPREAD, OFFSET_SPREAD, ANGLE_RADIANS, generator.random());
    }

    /** Generates the tables of a task. */
    private record Generator(GaussianClasses classes, SplittableRandom random) {
        private static final int SOURCE_ROWS = 800;
        private static final int HOLD_OUT_ROWS = 400;
        private static final int TARGET_ROWS = 600;

        Generator(long seed) {
            this(new SplittableRandom(seed));
        }

        private Generator(SplittableRandom random) {
            this(GaussianClasses.seeded(random), random);
        }

        SyntheticTask task(String name, ShiftType expected, Instrument instrument, double[] classShares) {
            return task(
                    name, expected, List.of(source("source", 0, Instrument.ideal())), List.of(instrument), classShares);
        }

        SyntheticTask task(
                String name,
                ShiftType expected,
                List<NamedSource> sources,
                List<Instrument> instruments,
                double[] classShares) {
            SourceRows holdOut = rows(HOLD_OUT_ROWS, Instrument.ideal(), BALANCED);
            List<TargetTable> targets = new ArrayList<>();
            for (Instrument instrument : instruments) {
                SourceRows target = rows(TARGET_ROWS, instrument, classShares);
                targets.add(new TargetTable("target " + (targets.size() + 1), target.features(), target.labels()));
            }
            return new SyntheticTask(name, expected, sources, holdOut, targets);
        }

        NamedSource source(String name, double age, Instrument instrument) {
            return new NamedSource(name, rows(SOURCE_ROWS, instrument, BALANCED), age);
        }

        private SourceRows rows(int size, Instrument instrument, double[] classShares) {
            float[][] rows = new float[size][];
            int[] labels = new int[size];
            for (int row = 0; row < size; row++) {
                labels[row] = label(random.nextDouble(), classShares);
                rows[row] = instrument.measure(classes.sample(labels[row], random));
            }
            return new SourceRows(rows, labels, GaussianClasses.CLASSES);
        }

        private static int label(double quantile, double[] classShares) {
            int label = 0;
            double sum = classShares[0];
            while (quantile >= sum && label < classShares.length - 1) {
                label++;
                sum += classShares[label];
            }
            return label;
        }

        double[] shuffled(double[] classShares) {
            double[] shuffled = new double[classShares.length];
            for (int i = 0; i < classShares.length; i++) {
                int j = random.nextInt(i + 1);
                shuffled[i] = shuffled[j];
                shuffled[j] = classShares[i];
            }
            return shuffled;
        }
    }
}
