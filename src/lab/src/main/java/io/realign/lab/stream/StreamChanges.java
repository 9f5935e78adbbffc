package io.realign.lab.stream;

import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.function.BiConsumer;

/** The changes of the standard scenarios. */
final class StreamChanges {
    private StreamChanges() {}

    /** Adds {@code shift} to every feature. */
    static StreamChange meanShift(double shift) {
        return ofRows("mean", (row, random) -> add(shift, row));
    }

    private static void add(double shift, float[] row) {
        for (int i = 0; i < row.length; i++) {
            row[i] += (float) shift;
        }
    }

    /** Multiplies every feature by {@code factor}. */
    static StreamChange scaleChange(double factor) {
        return scaleChange("variance", factor);
    }

    /** Multiplies every feature by {@code factor}; for features without a variance. */
    static StreamChange scaleChange(String kind, double factor) {
        return ofRows(kind, (row, random) -> {
            for (int i = 0; i < row.length; i++) {
                row[i] *= (float) factor;
            }
        });
    }

    /** Adds {@code shift} to the first feature. */
    static StreamChange singleFeatureShift(String kind, double shift) {
        return ofRows(kind, (row, random) -> row[0] += (float) shift);
    }

    /** Multiplies the first feature by {@code factor}. */
    static StreamChange singleFeatureScale(double factor) {
        return ofRows("one-feature-scale", (row, random) -> row[0] *= (float) factor);
    }

    /** Adds normally distributed noise to the last feature. */
    static StreamChange noiseInLastFeature(String kind, double deviation) {
        return ofRows(kind, (row, random) -> row[row.length - 1] += (float) (deviation * random.nextGaussian()));
    }

    /**
     * The correlation of the first {@code pairs} pairs of features changes its sign: the second feature of a pair is
     * negated. Marginal distributions that are symmetric about 0 do not change.
     */
    static StreamChange negatedPairs(int pairs) {
        return ofRows("pairs-" + pairs, (row, random) -> {
            for (int pair = 0; pair < pairs; pair++) {
                row[2 * pair + 1] *= -1;
            }
        });
    }

    /** The first {@code features} features of a fraction {@code share} of the rows have the value {@code value}. */
    static StreamChange dropout(int features, double share, double value) {
        return ofRows("dropout", (row, random) -> {
            if (random.nextDouble() < share) {
                Arrays.fill(row, 0, features, (float) value);
            }
        });
    }

    /** A feature with the values 0 and 1 becomes 1 in a fraction {@code share} of the rows in which it is 0. */
    static StreamChange moreFlags(int feature, double share) {
        return ofRows("flag", (row, random) -> {
            if (random.nextDouble() < share) {
                row[feature] = 1;
            }
        });
    }

    /** Adds {@code shift} to every feature of the first {@code rows} changed rows. */
    static StreamChange burst(int rows, double shift) {
        return new StreamChange("burst", (before, random) -> new FeatureStream() {
            private int changedRows;

            @Override
            public float[] next() {
                float[] row = before.next();
                if (changedRows < rows) {
                    changedRows++;
                    add(shift, row);
                }
                return row;
            }
        });
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
    static StreamChange newCluster(String kind, double share, double shift) {
        return ofRows(kind, (row, random) -> {
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

    /** Adds Poisson counts of {@code rate} to one feature. */
    static StreamChange higherRateOfFeature(int feature, double rate) {
        return ofRows("count", (row, random) -> row[feature] += StreamGenerators.poissonCount(rate, random));
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
