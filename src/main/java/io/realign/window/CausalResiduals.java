package io.realign.window;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Removes a season or a slow change from a stream, and the dependence of a row on its predecessor. Not thread-safe.
 *
 * <p>The deviation of a value {@code x} is {@code d = x - mean}, with the {@link MovingMean} of its slot. Its residual
 * is {@code e = d - phi * (last deviation)} with the running AR(1) coefficient {@code phi}, divided by the running
 * standard deviation of {@code e} and limited to {@value #MAX_RESIDUAL}. Means and moments are those of earlier rows
 * only.
 *
 * <p>A lasting change is learnt, but not before it can be detected: the moments follow over hundreds of rows, and the
 * means over 20 periods or the memory. A change whose detection takes longer is not seen. Every moment is the plain
 * average until its number of rows reaches the time constant. A residual beyond the limit counts as one at the limit,
 * so a single outlier changes little.
 *
 * <p>Features that never vary in the reference keep their values, since every departure from a constant is a change.
 */
public final class CausalResiduals {
    /** Maximum magnitude of a residual, in standard deviations. */
    public static final float MAX_RESIDUAL = 8;

    /** Weight of a new row in the moments of AR(1). */
    private static final double MOMENT_RATE = 0.003;

    /** Weight of a new row in the variance of the residuals. */
    private static final double VARIANCE_RATE = 0.005;

    private final MovingMean model;

    /** Indices of the features that vary. The arrays below have one value for each of them. */
    private final int[] varying;

    /** Mean of each slot. */
    private final double[][] means;

    private final double[] lastDeviations;

    /** Mean products of successive deviations, and of deviations with themselves. */
    private final double[] products;

    private final double[] squares;
    private final double[] variances;

    /** Rows of each slot that are in its mean. */
    private final int[] slotRows;

    private long rows;
    private int slot;
    private int residualRows;
    private boolean hasLast;

    private CausalResiduals(MovingMean model, int[] varying) {
        this.model = model;
        this.varying = varying;
        this.means = new double[model.slots()][varying.length];
        this.lastDeviations = new double[varying.length];
        this.products = new double[varying.length];
        this.squares = new double[varying.length];
        this.variances = new double[varying.length];
        this.slotRows = new int[model.slots()];
    }

    private CausalResiduals(CausalResiduals other) {
        this.model = other.model;
        this.varying = other.varying;
        this.means = Arrays.stream(other.means).map(double[]::clone).toArray(double[][]::new);
        this.lastDeviations = other.lastDeviations.clone();
        this.products = other.products.clone();
        this.squares = other.squares.clone();
        this.variances = other.variances.clone();
        this.slotRows = other.slotRows.clone();
        this.rows = other.rows;
        this.slot = other.slot;
        this.residualRows = other.residualRows;
        this.hasLast = other.hasLast;
    }

    /**
     * Creates the initial state, without any rows.
     *
     * @param reference rows that determine which features vary; an empty row has no values
     */
    public static CausalResiduals initial(MovingMean model, List<float[]> reference) {
        List<float[]> rows = reference.stream().filter(row -> row.length > 0).toList();
        int[] varying = rows.isEmpty()
                ? new int[0]
                : IntStream.range(0, rows.get(0).length)
                        .filter(i -> rows.stream().anyMatch(row -> row[i] != rows.get(0)[i]))
                        .toArray();
        return new CausalResiduals(model, varying);
    }

    /** Returns a copy that continues independently. */
    public CausalResiduals copy() {
        return new CausalResiduals(this);
    }

    /** Advances by a row without values, so that the next row belongs to the next slot. */
    public void skip() {
        hasLast = false;
        advance();
    }

    /**
     * Advances by a row.
     *
     * @param row finite values
     * @param residuals receives the residuals, in standard deviations, and the values of the features that never vary
     * @return whether the residuals are usable, which they are after the warm-up
     */
    public boolean observe(float[] row, float[] residuals) {
        System.arraycopy(row, 0, residuals, 0, row.length);
        boolean hasMean = slotRows[slot] > 0;
        double meanRate = rate(model.rate(), slotRows[slot]++);
        for (int i = 0; i < varying.length; i++) {
            double value = row[varying[i]];
            if (!hasMean) {
                means[slot][i] = value;
                continue;
            }
            residuals[varying[i]] = observe(i, value - means[slot][i], meanRate);
        }
        if (hasMean) {
            residualRows++;
        }
        hasLast = hasMean;
        boolean usable = hasMean && rows >= model.warmUp();
        advance();
        return usable;
    }

    private void advance() {
        rows++;
        slot = (slot + 1) % model.slots();
    }

    /** Returns the residual of a feature and learns from it. */
    private float observe(int i, double deviation, double meanRate) {
        double expected = hasLast && squares[i] > 0 ? coefficient(i) * lastDeviations[i] : 0;
        double error = deviation - expected;
        double scale = Math.sqrt(variances[i]);
        // A variance of 0 belongs to the first row or to a feature that has not varied so far.
        double limited = scale > 0 ? Math.max(-MAX_RESIDUAL * scale, Math.min(MAX_RESIDUAL * scale, error)) : error;
        double learntDeviation = expected + limited;
        double momentRate = rate(MOMENT_RATE, residualRows);
        if (hasLast) {
            products[i] += momentRate * (learntDeviation * lastDeviations[i] - products[i]);
            squares[i] += momentRate * (lastDeviations[i] * lastDeviations[i] - squares[i]);
        }
        variances[i] += rate(VARIANCE_RATE, residualRows) * (limited * limited - variances[i]);
        means[slot][i] += meanRate * learntDeviation;
        lastDeviations[i] = learntDeviation;
        return scale > 0 ? (float) (limited / scale) : 0;
    }

    /** Returns the AR(1) coefficient. Beyond 1, which a few rows can give, deviations would grow without bounds. */
    private double coefficient(int i) {
        return Math.max(-1, Math.min(1, products[i] / squares[i]));
    }

    private static double rate(double rate, int rows) {
        return Math.max(rate, 1.0 / (rows + 1));
    }
}
