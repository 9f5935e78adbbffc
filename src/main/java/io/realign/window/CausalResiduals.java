package io.realign.window;

import io.realign.event.EventContract;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
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
 * <p>The rows of a stream without event times are the slots of their season. With event times, a slot may have any
 * number of rows: they belong to the same visit of the slot as long as the running number of the slot is the same.
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

    private static final long NOT_VISITED = -1;

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
    private final long[] slotRows;

    /** Number of times that each slot was visited. */
    private final long[] slotVisits;

    /** Running number of the newest visit of each slot. */
    private final long[] newestVisits;

    private long rows;
    private long residualRows;
    private boolean hasLast;

    private CausalResiduals(MovingMean model, int[] varying, double[][] means) {
        this.model = model;
        this.varying = varying;
        this.means = means;
        this.lastDeviations = new double[varying.length];
        this.products = new double[varying.length];
        this.squares = new double[varying.length];
        this.variances = new double[varying.length];
        this.slotRows = new long[model.slots()];
        this.slotVisits = new long[model.slots()];
        this.newestVisits = new long[model.slots()];
        Arrays.fill(newestVisits, NOT_VISITED);
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
        this.slotVisits = other.slotVisits.clone();
        this.newestVisits = other.newestVisits.clone();
        this.rows = other.rows;
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
        return new CausalResiduals(model, varying, new double[model.slots()][varying.length]);
    }

    /**
     * Returns the state from which another stream continues: the means, moments and variances of all rows of the
     * streams.
     *
     * @param streams at least one stream, with the same model and the same varying features
     */
    public static CausalResiduals average(List<CausalResiduals> streams) {
        CausalResiduals first = streams.get(0);
        CausalResiduals average =
                new CausalResiduals(first.model, first.varying, new double[first.means.length][first.varying.length]);
        streams.forEach(average::add);
        return average;
    }

    /** Adds the rows of another stream, of which none is the last row of this one. */
    private void add(CausalResiduals other) {
        for (int slot = 0; slot < means.length; slot++) {
            average(means[slot], slotRows[slot], other.means[slot], other.slotRows[slot]);
            slotRows[slot] += other.slotRows[slot];
            slotVisits[slot] += other.slotVisits[slot];
        }
        average(products, residualRows, other.products, other.residualRows);
        average(squares, residualRows, other.squares, other.residualRows);
        average(variances, residualRows, other.variances, other.residualRows);
        residualRows += other.residualRows;
        rows += other.rows;
    }

    private static void average(double[] values, long weight, double[] others, long otherWeight) {
        if (otherWeight == 0) {
            return;
        }
        double share = (double) otherWeight / (weight + otherWeight);
        for (int i = 0; i < values.length; i++) {
            values[i] += share * (others[i] - values[i]);
        }
    }

    /** Whether the residuals of the other state are those of the same model and features. */
    public boolean isComparable(CausalResiduals other) {
        return model.equals(other.model) && Arrays.equals(varying, other.varying);
    }

    /** Returns the number of rows so far. */
    public long rows() {
        return rows;
    }

    /** Returns a copy that continues independently. */
    public CausalResiduals copy() {
        return new CausalResiduals(this);
    }

    /** Advances by a row without values, so that the next row belongs to the next slot. */
    public void skip() {
        hasLast = false;
        rows++;
    }

    /**
     * Advances by a row, which is the next slot.
     *
     * @see #observe(long, float[], float[])
     */
    public boolean observe(float[] row, float[] residuals) {
        return observe(rows, row, residuals);
    }

    /**
     * Advances by a row.
     *
     * @param number running number of the slot of the row, 0 or more
     * @param row finite values
     * @param residuals receives the residuals, in standard deviations, and the values of the features that never vary
     * @return whether the residuals are usable, which they are after the warm-up and the first row of the slot
     */
    public boolean observe(long number, float[] row, float[] residuals) {
        System.arraycopy(row, 0, residuals, 0, row.length);
        int slot = (int) (number % model.slots());
        boolean hasMean = slotRows[slot] > 0;
        if (newestVisits[slot] != number) {
            newestVisits[slot] = number;
            slotVisits[slot]++;
        }
        double rowsPerVisit = Math.max(1, (double) slotRows[slot] / slotVisits[slot]);
        double meanRate = rate(model.rate() / rowsPerVisit, slotRows[slot]++);
        double[] slotMeans = means[slot];
        for (int i = 0; i < varying.length; i++) {
            double value = row[varying[i]];
            if (!hasMean) {
                slotMeans[i] = value;
                continue;
            }
            residuals[varying[i]] = observe(i, slotMeans, value, meanRate);
        }
        if (hasMean) {
            residualRows++;
        }
        hasLast = hasMean;
        boolean usable = hasMean && rows >= model.warmUp();
        rows++;
        return usable;
    }

    /** Returns the residual of a feature and learns from it. */
    private float observe(int i, double[] slotMeans, double value, double meanRate) {
        double deviation = value - slotMeans[i];
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
        slotMeans[i] += meanRate * learntDeviation;
        lastDeviations[i] = learntDeviation;
        return scale > 0 ? (float) (limited / scale) : 0;
    }

    /** Returns the AR(1) coefficient. Beyond 1, which a few rows can give, deviations would grow without bounds. */
    private double coefficient(int i) {
        return Math.max(-1, Math.min(1, products[i] / squares[i]));
    }

    private static double rate(double rate, long rows) {
        return Math.max(rate, 1.0 / (rows + 1));
    }

    /** Writes the complete state, except for the model. */
    public void write(DataOutput out) throws IOException {
        out.writeInt(varying.length);
        for (int feature : varying) {
            out.writeInt(feature);
        }
        for (int slot = 0; slot < means.length; slot++) {
            write(means[slot], out);
            out.writeLong(slotRows[slot]);
            out.writeLong(slotVisits[slot]);
            out.writeLong(newestVisits[slot]);
        }
        for (double[] values : featureValues()) {
            write(values, out);
        }
        out.writeLong(rows);
        out.writeLong(residualRows);
        out.writeBoolean(hasLast);
    }

    /**
     * Reads a state written by {@link #write}.
     *
     * @param model the model of the state
     * @throws IOException if the number of features is out of range
     */
    public static CausalResiduals read(MovingMean model, DataInput in) throws IOException {
        int features = in.readInt();
        if (features < 0 || features > EventContract.MAX_FEATURES) {
            throw new IOException("expected 0 to %d features, got %d".formatted(EventContract.MAX_FEATURES, features));
        }
        int[] varying = new int[features];
        for (int i = 0; i < features; i++) {
            varying[i] = in.readInt();
        }
        // The means of a slot are allocated as they are read, so that the input limits their number.
        CausalResiduals state = new CausalResiduals(model, varying, new double[model.slots()][]);
        for (int slot = 0; slot < state.means.length; slot++) {
            state.means[slot] = new double[features];
            read(state.means[slot], in);
            state.slotRows[slot] = in.readLong();
            state.slotVisits[slot] = in.readLong();
            state.newestVisits[slot] = in.readLong();
        }
        for (double[] values : state.featureValues()) {
            read(values, in);
        }
        state.rows = in.readLong();
        state.residualRows = in.readLong();
        state.hasLast = in.readBoolean();
        return state;
    }

    private List<double[]> featureValues() {
        return List.of(lastDeviations, products, squares, variances);
    }

    private static void write(double[] values, DataOutput out) throws IOException {
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    private static void read(double[] values, DataInput in) throws IOException {
        for (int i = 0; i < values.length; i++) {
            values[i] = in.readDouble();
        }
    }
}
