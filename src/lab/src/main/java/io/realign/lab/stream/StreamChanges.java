package io.realign.lab.stream;

import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BiConsumer;

/** The changes of the standard scenarios. */
final class StreamChanges {
    private StreamChanges() {}

    /** Adds {@code shift} to every feature. */
    static StreamChange meanShift(double shift) {
        return ofRows("mean", (row, random) -> {
            for (int i = 0; i < row.length; i++) {
                row[i] += (float) shift;
            }
        });
    }

    /** Multiplies every feature by {@code factor}. */
    static StreamChange scaleChange(double factor) {
        return ofRows("variance", (row, random) -> {
            for (int i = 0; i < row.length; i++) {
                row[i] *= (float) factor;
            }
        });
    }

    /** Adds {@code shift} to the first feature. */
    static StreamChange singleFeatureShift(double shift) {
        return ofRows("one-feature", (row, random) -> row[0] += (float) shift);
    }

    /**
     * Swaps every second of the first {@code features} features with the feature that is half a row away. Correlations of
     * neighbours change, marginal distributions do not.
     *
     * @param features even number
     */
    static StreamChange swappedFeatures(int features) {
        return ofRows("covariance", (row, random) -> {
            for (int i = 0; i < features; i += 2) {
                int other = (i + row.length / 2) % row.length;
                float moved = row[i];
                row[i] = row[other];
                row[other] = moved;
            }
        });
    }

    /**
     * All features of a group take the magnitude of its first feature and keep their own signs. Marginal distributions and
     * correlations of independent standard normal features do not change, but large values coincide.
     */
    static StreamChange dependenceInGroupsOf(int groupSize) {
        return ofRows("dependence", (row, random) -> {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.copySign(row[i - i % groupSize], row[i]);
            }
        });
    }

    /** Moves a fraction {@code share} of the rows to a new cluster. */
    static StreamChange newCluster(double share, double shift) {
        return ofRows("cluster", (row, random) -> {
            if (random.nextDouble() < share) {
                for (int i = 0; i < row.length; i++) {
                    row[i] += (float) (i % 2 == 0 ? shift : -shift);
                }
            }
        });
    }

    /** Replaces a fraction {@code share} of the values by 0. */
    static StreamChange missingValues(double share) {
        return ofRows("lost", (row, random) -> {
            for (int i = 0; i < row.length; i++) {
                row[i] = random.nextDouble() < share ? 0 : row[i];
            }
        });
    }

    /** Adds Poisson counts of {@code rate} to the first {@code features} features. */
    static StreamChange higherRate(int features, double rate) {
        return ofRows("more", (row, random) -> {
            for (int i = 0; i < features; i++) {
                row[i] += StreamGenerators.poissonCount(rate, random);
            }
        });
    }

    /** The middle feature keeps the value of the first changed row. */
    static StreamChange stuckFeature() {
        return new StreamChange("stuck", (before, random) -> new FeatureStream() {
            private OptionalDouble held = OptionalDouble.empty();

            @Override
            public float[] next() {
                float[] row = before.next();
                int middle = row.length / 2;
                held = OptionalDouble.of(held.orElse(row[middle]));
                row[middle] = (float) held.getAsDouble();
                return row;
            }
        });
    }

    private static StreamChange ofRows(String kind, BiConsumer<float[], Random> change) {
        return new StreamChange(kind, (before, random) -> () -> {
            float[] row = before.next();
            change.accept(row, random);
            return row;
        });
    }
}
