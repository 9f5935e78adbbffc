package io.realign.window;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * Maps raw features to a row. All values are integers, so rows can be summed in any order:
 *
 * <ol>
 *   <li>random features, their projections on the whitening directions, and the typicality (see {@link Whitening})
 *   <li>up to {@value #MAX_FEATURES} features: the scaled features, in units of 1/{@value #SCALED_GRID}
 *   <li>up to {@value #MAX_SQUARED_FEATURES} features: their squares, in the same unit
 *   <li>two free positions for the rank scores of typicality and dependence, which depend on a reference
 * </ol>
 *
 * <p>The map is robust against outliers: scaled features are bounded, and the kernel bandwidth is a median.
 */
public final class FeatureMap {
    /** Maximum number of features of rows that contain the scaled features. */
    public static final int MAX_FEATURES = 256;

    /** Maximum number of features of rows that contain the squared features. */
    public static final int MAX_SQUARED_FEATURES = 128;

    /** Rounding steps per deviation. Squares of at most 16 stay within {@link DyadicWindows#MAX_VALUE}. */
    public static final int SCALED_GRID = 1 << 7;

    /** Adding and subtracting this number rounds a float of at most 2^22 in magnitude; unlike a call, it vectorises. */
    private static final float ROUNDING = 3 << 22;

    /** Version of the row layout; rows of different layouts cannot be compared. */
    private static final long FORMAT_VERSION = 3;

    /** Rows from which the bandwidth is computed: 256 rows have 32,640 pairs, enough for a stable median. */
    private static final int MEDIAN_ROWS = 256;

    private final FeatureScaling scaling;
    private final RandomFeatures randomFeatures;
    private final Whitening whitening;
    private final Optional<DependenceForm> dependenceForm;
    private final long fingerprint;
    private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[inputs()]);
    private final ThreadLocal<float[]> squareScratch = ThreadLocal.withInitial(() -> new float[squaredFeatures()]);

    /**
     * @param scaling scales raw features
     * @param randomFeatures random features of scaled features
     * @param whitening norm for sums of rows
     * @param dependenceForm fitted to scaled features as they are in rows; empty if no features are correlated
     */
    public FeatureMap(
            FeatureScaling scaling,
            RandomFeatures randomFeatures,
            Whitening whitening,
            Optional<DependenceForm> dependenceForm) {
        if (scaling.width() != randomFeatures.inputs()) {
            throw new IllegalArgumentException("expected random features of %d inputs, got %d inputs"
                    .formatted(scaling.width(), randomFeatures.inputs()));
        }
        this.scaling = scaling;
        this.randomFeatures = randomFeatures;
        this.whitening = whitening;
        this.dependenceForm = dependenceForm;
        this.fingerprint = fingerprint(scaling, randomFeatures, whitening, dependenceForm);
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
        FeatureScaling scaling = FeatureScaling.fit(rows);
        double median = medianSquaredDistance(scaling.apply(sample(rows, new Random(seed))));
        // If most rows are equal, the median is 0; the fallback is the scale of independent standardised features.
        double bandwidth = median > 0 ? median / 2 : scaling.width();
        RandomFeatures randomFeatures = new RandomFeatures(scaling.width(), outputs, bandwidth, seed);
        float[][] features = new float[rows.length][outputs];
        float[][] scaled = new float[rows.length][];
        for (int i = 0; i < rows.length; i++) {
            scaled[i] = scaling.apply(rows[i]);
            randomFeatures.map(scaled[i], features[i]);
            round(scaled[i]);
        }
        Whitening whitening = Whitening.fit(features, autocorrelationTime, seed);
        Optional<DependenceForm> dependenceForm = scaling.width() > MAX_FEATURES
                ? Optional.empty()
                : DependenceForm.fit(scaled, rows.length / autocorrelationTime);
        return new FeatureMap(scaling, randomFeatures, whitening, dependenceForm);
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
        float[] scaled = scratch.get();
        scaling.apply(features, scaled);
        randomFeatures.map(scaled, row);
        whitening.project(row);
        int start = scaledIndex();
        int squares = start + scaledFeatures();
        if (squaredFeatures() > 0) {
            float[] squared = squareScratch.get();
            roundSquares(scaled, squared);
            System.arraycopy(squared, 0, row, squares, squared.length);
        }
        if (scaledFeatures() > 0) {
            round(scaled);
            System.arraycopy(scaled, 0, row, start, scaled.length);
        }
        row[typicalityScoreIndex()] = 0;
        row[dependenceScoreIndex()] = 0;
    }

    /**
     * Returns the conformity of a row with the correlations of the source, see {@link DependenceForm}.
     *
     * @throws java.util.NoSuchElementException if no features are correlated
     */
    public float dependence(float[] row) {
        return dependenceForm.orElseThrow().value(row, scaledIndex());
    }

    /** Returns the rows of events. */
    public float[][] map(float[][] events) {
        return Arrays.stream(events).map(this::map).toArray(float[][]::new);
    }

    /** Returns the number of raw features. */
    public int inputs() {
        return scaling.width();
    }

    /** Returns the number of random features. */
    public int outputs() {
        return randomFeatures.outputs();
    }

    /** Returns the number of values in a row. */
    public int width() {
        return dependenceScoreIndex() + 1;
    }

    /** Returns the index of the first scaled feature in a row. */
    public int scaledIndex() {
        return whitening.width();
    }

    /** Returns the number of scaled features in a row, 0 if there are too many. */
    public int scaledFeatures() {
        return inputs() <= MAX_FEATURES ? inputs() : 0;
    }

    /** Returns the number of squared features in a row, which follow the scaled features. */
    public int squaredFeatures() {
        return inputs() <= MAX_SQUARED_FEATURES ? inputs() : 0;
    }

    /** Returns the raw feature of a value among the scaled features, followed by their squares. */
    public int featureOf(int value) {
        return value % inputs();
    }

    /** Returns the index in a row of the rank score of the typicality. */
    public int typicalityScoreIndex() {
        return scaledIndex() + scaledFeatures() + squaredFeatures();
    }

    /** Returns the index in a row of the rank score of the dependence. */
    public int dependenceScoreIndex() {
        return typicalityScoreIndex() + 1;
    }

    public FeatureScaling scaling() {
        return scaling;
    }

    /** Empty if no features are correlated. */
    public Optional<DependenceForm> dependenceForm() {
        return dependenceForm;
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
                && scaling.equals(map.scaling)
                && randomFeatures.equals(map.randomFeatures)
                && whitening.equals(map.whitening)
                && dependenceForm.equals(map.dependenceForm);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint);
    }

    private static long fingerprint(
            FeatureScaling scaling,
            RandomFeatures features,
            Whitening whitening,
            Optional<DependenceForm> dependenceForm) {
        long hash = FORMAT_VERSION;
        hash = 31 * hash + features.seed();
        hash = 31 * hash + Double.doubleToLongBits(features.bandwidth());
        hash = 31 * hash + features.outputs();
        hash = 31 * hash + scaling.hashCode();
        hash = 31 * hash + dependenceForm.hashCode();
        return 31 * hash + whitening.hashCode();
    }

    /** All arrays of a loop have the same index, without which the JIT compiler does not vectorise it. */
    private static void round(float[] scaled) {
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = scaled[i] * SCALED_GRID + ROUNDING - ROUNDING;
        }
    }

    private static void roundSquares(float[] scaled, float[] squared) {
        for (int i = 0; i < scaled.length; i++) {
            squared[i] = scaled[i] * scaled[i] * SCALED_GRID + ROUNDING - ROUNDING;
        }
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
