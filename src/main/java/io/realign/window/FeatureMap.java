package io.realign.window;

/**
 * Maps raw features to a row: random features, their projections on the whitening directions, and the typicality. All
 * values are integers, so rows can be summed in any order.
 */
public final class FeatureMap {
    /** Version of the row layout; rows of different layouts cannot be compared. */
    private static final long FORMAT_VERSION = 2;

    private final ScaledRandomFeatures scaledFeatures;
    private final Whitening whitening;
    private final long fingerprint;
    private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[inputs()]);

    /**
     * @param scaledFeatures maps raw features to random features
     * @param whitening norm for sums of rows
     */
    public FeatureMap(ScaledRandomFeatures scaledFeatures, Whitening whitening) {
        this.scaledFeatures = scaledFeatures;
        this.whitening = whitening;
        this.fingerprint = fingerprint(scaledFeatures, whitening);
    }

    /**
     * Fits a map to a part of the source. The null distribution must be measured on another part: relative to the rows
     * that the map was fitted to, other rows seem further away than they are.
     *
     * @param rows raw rows, at least 2
     * @param outputs number of random features
     * @param autocorrelationTime rows per independent row, 1 or more
     * @param seed random seed
     */
    public static FeatureMap fit(float[][] rows, int outputs, double autocorrelationTime, long seed) {
        ScaledRandomFeatures scaled = ScaledRandomFeatures.fit(rows, outputs, seed);
        float[] standardised = new float[rows[0].length];
        float[][] features = new float[rows.length][outputs];
        for (int i = 0; i < rows.length; i++) {
            scaled.map(rows[i], standardised, features[i]);
        }
        return new FeatureMap(scaled, Whitening.fit(features, autocorrelationTime, seed));
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
        scaledFeatures.map(features, scratch.get(), row);
        whitening.project(row);
    }

    /** Returns the rows of events. */
    public float[][] map(float[][] events) {
        float[][] rows = new float[events.length][];
        for (int i = 0; i < events.length; i++) {
            rows[i] = map(events[i]);
        }
        return rows;
    }

    /** Returns the clipped features in standard deviations of the source. */
    public float[] standardised(float[] features) {
        return scaledFeatures.standardise(features);
    }

    /** Returns the number of raw features. */
    public int inputs() {
        return scaledFeatures.features().inputs();
    }

    /** Returns the number of random features. */
    public int outputs() {
        return scaledFeatures.features().outputs();
    }

    /** Returns the number of values in a row. */
    public int width() {
        return whitening.width();
    }

    public ScaledRandomFeatures scaledFeatures() {
        return scaledFeatures;
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
                && scaledFeatures.equals(map.scaledFeatures)
                && whitening.equals(map.whitening);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint);
    }

    private static long fingerprint(ScaledRandomFeatures scaled, Whitening whitening) {
        RandomFeatures features = scaled.features();
        long hash = FORMAT_VERSION;
        hash = 31 * hash + features.seed();
        hash = 31 * hash + Double.doubleToLongBits(features.bandwidth());
        hash = 31 * hash + features.outputs();
        hash = 31 * hash + scaled.standardiser().hashCode();
        return 31 * hash + whitening.hashCode();
    }
}
