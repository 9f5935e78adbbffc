package io.realign.lab.stream;

import java.util.OptionalDouble;
import java.util.function.Consumer;

/** The changes of the standard settings. */
final class StreamChanges {
    private StreamChanges() {}

    /** Every feature moves. */
    static StreamChange meanShift(double shift) {
        return each("mean", row -> {
            for (int i = 0; i < row.length; i++) {
                row[i] += (float) shift;
            }
        });
    }

    /** Every feature spreads, about mean 0. */
    static StreamChange scaleChange(double deviation) {
        return each("variance", row -> {
            for (int i = 0; i < row.length; i++) {
                row[i] *= (float) deviation;
            }
        });
    }

    /** The first feature moves alone. */
    static StreamChange singleFeatureShift(double shift) {
        return each("one-feature", row -> row[0] += (float) shift);
    }

    /** The first {@code features}, an even number, swap places with those in the middle: other neighbours, equal marginals. */
    static StreamChange covarianceChange(int features) {
        return each("covariance", row -> {
            for (int i = 0; i < features; i += 2) {
                int other = (i + row.length / 2) % row.length;
                float moved = row[i];
                row[i] = row[other];
                row[other] = moved;
            }
        });
    }

    /**
     * All features of a group take the magnitude of its first and keep their own signs: the marginals of standard normal
     * features stay, so does every correlation, but large values come together.
     */
    static StreamChange dependenceChange(int group) {
        return each("dependence", row -> {
            for (int i = 0; i < row.length; i++) {
                row[i] = Math.copySign(row[i - i % group], row[i]);
            }
        });
    }

    /** A share of the rows comes from a cluster that was not there before. */
    static StreamChange newCluster(double share, double shift) {
        return new StreamChange("cluster", (before, random) -> () -> {
            float[] row = before.next();
            if (random.nextDouble() < share) {
                for (int i = 0; i < row.length; i++) {
                    row[i] += (float) (i % 2 == 0 ? shift : -shift);
                }
            }
            return row;
        });
    }

    /** The middle feature stays at the value that it has in the first changed row. */
    static StreamChange stuckFeature() {
        return new StreamChange("stuck", (before, random) -> new FeatureStream() {
            private OptionalDouble held = OptionalDouble.empty();

            @Override
            public float[] next() {
                float[] row = before.next();
                int sensor = row.length / 2;
                held = OptionalDouble.of(held.orElse(row[sensor]));
                row[sensor] = (float) held.getAsDouble();
                return row;
            }
        });
    }

    private static StreamChange each(String kind, Consumer<float[]> change) {
        return new StreamChange(kind, (before, random) -> () -> {
            float[] row = before.next();
            change.accept(row);
            return row;
        });
    }
}
