package io.realign.window;

/**
 * The events with which newer events are compared. Immutable.
 *
 * <p>The centre is subtracted from each row before comparison. It is the mean row rounded to integers: rounding keeps
 * sums exact and is negligible compared with sampling noise.
 */
public final class Reference {
    private final String name;
    private final int version;
    private final Sketch sketch;
    private final float[] centre;

    /**
     * @param name {@link DriftWindow#SOURCE}, or the id of the alert whose events the reference was fitted to
     * @param version version among the references with this name, from 1
     * @param sketch sketch of at least one event
     */
    public Reference(String name, int version, Sketch sketch) {
        this.name = name;
        this.version = version;
        this.sketch = sketch;
        this.centre = new float[sketch.sums().length];
        for (int i = 0; i < centre.length; i++) {
            centre[i] = (float) Math.rint((double) sketch.sums()[i] / sketch.count());
        }
    }

    public String name() {
        return name;
    }

    /** Returns the version among the references with this name, from 1. */
    public int version() {
        return version;
    }

    public Sketch sketch() {
        return sketch;
    }

    /** Returns the number of events. */
    public long count() {
        return sketch.count();
    }

    /** Returns the mean row, rounded to integers. The array is shared, not copied. */
    public float[] centre() {
        return centre;
    }

    /**
     * Converts a centred sum of rows to the centre of this reference.
     *
     * @param centredSum sum of the rows after subtracting the centre of {@code current} from each row
     * @param count number of rows
     */
    public float[] toThisCentre(float[] centredSum, Reference current, long count) {
        float[] recentred = new float[centredSum.length];
        for (int i = 0; i < recentred.length; i++) {
            recentred[i] = centredSum[i] + count * (current.centre[i] - centre[i]);
        }
        return recentred;
    }

    /** Returns the sum of the rows of a sketch after subtracting the centre from each row. */
    public float[] centredSum(Sketch events) {
        float[] centred = new float[centre.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (events.sums()[i] - (double) events.count() * centre[i]);
        }
        return centred;
    }

    /** Returns a row after subtracting the centre. */
    public float[] centred(float[] row) {
        return RowMath.difference(row, centre);
    }

    /** Returns the sum of {@code count} rows after subtracting the centre from each row. */
    public double[] centredSum(double[] sum, long count) {
        double[] centred = new double[sum.length];
        for (int i = 0; i < sum.length; i++) {
            centred[i] = sum[i] - (double) count * centre[i];
        }
        return centred;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reference reference
                && name.equals(reference.name)
                && version == reference.version
                && sketch.equals(reference.sketch);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
