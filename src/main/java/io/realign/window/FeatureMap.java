package io.realign.window;

/**
 * What is made of an event: a row of random features, and behind them the projections that soft whitening needs and how
 * typical the event is. All are whole numbers, so rows can be summed in any order.
 */
public final class FeatureMap {
    /** Form of the rows; rows of different forms cannot be compared. */
    private static final long FORMAT_VERSION = 2;

    private final ScaledRandomFeatures scaledFeatures;
    private final Whitening whitening;
    private final long fingerprint;
    private final ThreadLocal<float[]> scratch = ThreadLocal.withInitial(() -> new float[inputs()]);

    /**
     * @param embedding from raw features to random features
     * @param whitening how differences between sums of rows are measured
     */
    public FeatureMap(ScaledRandomFeatures embedding, Whitening whitening) {
        this.scaledFeatures = embedding;
        this.whitening = whitening;
        this.fingerprint = fingerprint(embedding, whitening);
    }

    /**
     * Fits to a part of the source. Another part, which the map has not seen, must tell what chance does: to the rows
     * that a map was fitted to, others look further away than they are.
     *
     * @param rows raw rows, at least 2
     * @param outputs number of random features
     * @param seed of everything that is drawn
     * @param correlation how many rows are worth an independent one, 1 or more
     */
    public static FeatureMap fit(float[][] rows, int outputs, double correlation, long seed) {
        ScaledRandomFeatures embedding = ScaledRandomFeatures.fit(rows, outputs, seed);
        float[] standardised = new float[rows[0].length];
        float[][] features = new float[rows.length][outputs];
        for (int i = 0; i < rows.length; i++) {
            embedding.map(rows[i], standardised, features[i]);
        }
        return new FeatureMap(embedding, Whitening.fit(features, correlation, seed));
    }

    /** The row of an event. */
    public float[] map(float[] features) {
        float[] row = new float[width()];
        map(features, row);
        return row;
    }

    /**
     * Writes the row of an event.
     *
     * @param features raw features
     * @param row as many values as {@link #width}
     */
    public void map(float[] features, float[] row) {
        scaledFeatures.map(features, scratch.get(), row);
        whitening.project(row);
    }

    /** The rows of events. */
    public float[][] map(float[][] events) {
        float[][] rows = new float[events.length][];
        for (int i = 0; i < events.length; i++) {
            rows[i] = map(events[i]);
        }
        return rows;
    }

    /** An event's features in deviations of the source, clipped. */
    public float[] standardised(float[] features) {
        return scaledFeatures.standardise(features);
    }

    /** Number of raw features. */
    public int inputs() {
        return scaledFeatures.features().inputs();
    }

    /** Number of random features. */
    public int outputs() {
        return scaledFeatures.features().outputs();
    }

    /** Values in a row. */
    public int width() {
        return whitening.width();
    }

    public ScaledRandomFeatures scaledFeatures() {
        return scaledFeatures;
    }

    public Whitening whitening() {
        return whitening;
    }

    /** The same for equal maps, and in practice for no others. */
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

    @Override
    public String toString() {
        return "FeatureMap[%d inputs, %d outputs, %016x]".formatted(inputs(), outputs(), fingerprint);
    }

    private static long fingerprint(ScaledRandomFeatures embedding, Whitening whitening) {
        RandomFeatures features = embedding.features();
        long identity = FORMAT_VERSION;
        identity = 31 * identity + features.seed();
        identity = 31 * identity + Double.doubleToLongBits(features.bandwidth());
        identity = 31 * identity + features.outputs();
        identity = 31 * identity + embedding.standardiser().hashCode();
        return 31 * identity + whitening.hashCode();
    }
}
