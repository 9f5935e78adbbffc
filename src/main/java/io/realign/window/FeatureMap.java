package io.realign.window;

import java.util.Arrays;
import java.util.Random;

/**
 * Maps raw features to a row: random features, their projections on the whitening directions, and the typicality (see
 * {@link Whitening}). All values are integers, so rows can be summed in any order.
 *
 * <p>The random features are robust against outliers: the standardiser clips raw features, and the kernel bandwidth is
 * a median.
 */
public final class FeatureMap {
    /** Version of the row layout; rows of different layouts cannot be compared. */
    private static final long FORMAT_VERSION = 2;

    /** Rows from which the bandwidth is computed: 256 rows have 32,640 pairs, enough for a stable median. */
    private static final int MEDIAN_ROWS = 256;

    private final Standardiser standardiser;
    private final RandomFeatures randomFeatures;
    private final Whitening whitening;
    private final long fingerprint;
    private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[inputs()]);

    /**
     * @param standardiser standardises raw features
     * @param randomFeatures random features of standardised features
     * @param whitening norm for sums of rows
     */
    public FeatureMap(Standardiser standardiser, RandomFeatures randomFeatures, Whitening whitening) {
        if (standardiser.width() != randomFeatures.inputs()) {
            throw new IllegalArgumentException("expected random features of %d inputs, got %d inputs"
                    .formatted(standardiser.width(), randomFeatures.inputs()));
        }
        this.standardiser = standardiser;
        this.randomFeatures = randomFeatures;
        this.whitening = whitening;
        this.fingerprint = fingerprint(standardiser, randomFeatures, whitening);
    }

    /**
     * Fits a map to a part of the source. The kernel bandwidth is half the median squared distance.
     *
     * <p>The null distribution must be measured on another part: to a map, rows other than those that it was fitted to
     * seem further away than they are.
     *
     * @param rows raw rows, at least 2
     * @param outputs number of random features
     * @param autocorrelationTime rows per independent row, 1 or more
     * @param seed random seed
     */
    public static FeatureMap fit(float[][] rows, int outputs, double autocorrelationTime, long seed) {
        Standardiser standardiser = Standardiser.fitRobust(rows);
        double median = medianSquaredDistance(standardiser.apply(sample(rows, new Random(seed))));
        // If most rows are equal, the median is 0; the fallback is the scale of independent standardised features.
        double bandwidth = median > 0 ? median / 2 : standardiser.width();
        RandomFeatures randomFeatures = new RandomFeatures(standardiser.width(), outputs, bandwidth, seed);
        float[][] features = new float[rows.length][outputs];
        for (int i = 0; i < rows.length; i++) {
            randomFeatures.map(standardiser.apply(rows[i]), features[i]);
        }
        return new FeatureMap(standardiser, randomFeatures, Whitening.fit(features, autocorrelationTime, seed));
    }

    /** Returns the row of an event. */
    public float[] map(float[] features) {
        float[] row = new float[width()];
        map(features, row);
        return row;
    }

    /**
     * Writes the row of an event.
     *
     * @param features raw features
     * @param row receives {@link #width} values
     */
    public void map(float[] features, float[] row) {
        float[] standardised = scratch.get();
        standardiser.apply(features, standardised);
        randomFeatures.map(standardised, row);
        whitening.project(row);
    }

    /** Returns the rows of events. */
    public float[][] map(float[][] events) {
        return Arrays.stream(events).map(this::map).toArray(float[][]::new);
    }

    /** Returns the number of raw features. */
    public int inputs() {
        return standardiser.width();
    }

    /** Returns the number of random features. */
    public int outputs() {
        return randomFeatures.outputs();
    }

    /** Returns the number of values in a row. */
    public int width() {
        return whitening.width();
    }

    public Standardiser standardiser() {
        return standardiser;
    }

    public RandomFeatures randomFeatures() {
        return randomFeatures;
    }

    public Whitening whitening() {
        return whitening;
    }

    /** Returns a hash that identifies the map; equal maps have equal fingerprints. */
    public long fingerprint() {
        return fingerprint;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureMap map
                && standardiser.equals(map.standardiser)
                && randomFeatures.equals(map.randomFeatures)
                && whitening.equals(map.whitening);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint);
    }

    private static long fingerprint(Standardiser standardiser, RandomFeatures features, Whitening whitening) {
        long hash = FORMAT_VERSION;
        hash = 31 * hash + features.seed();
        hash = 31 * hash + Double.doubleToLongBits(features.bandwidth());
        hash = 31 * hash + features.outputs();
        hash = 31 * hash + standardiser.hashCode();
        return 31 * hash + whitening.hashCode();
    }

    private static float[][] sample(float[][] rows, Random random) {
        float[][] shuffled = rows.clone();
        int size = Math.min(MEDIAN_ROWS, rows.length);
        for (int i = 0; i < size; i++) {
            int other = i + random.nextInt(rows.length - i);
            float[] row = shuffled[other];
            shuffled[other] = shuffled[i];
            shuffled[i] = row;
        }
        return Arrays.copyOf(shuffled, size);
    }

    private static double medianSquaredDistance(float[][] rows) {
        double[] distances = new double[rows.length * (rows.length - 1) / 2];
        int pair = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[pair++] = squaredDistance(rows[i], rows[j]);
            }
        }
        Arrays.sort(distances);
        return distances.length == 0 ? 0 : distances[distances.length / 2];
    }

    private static double squaredDistance(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double difference = one[i] - other[i];
            sum += difference * difference;
        }
        return sum;
    }
}
