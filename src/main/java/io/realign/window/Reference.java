package io.realign.window;

/**
 * The events that newer events are compared with. Immutable.
 *
 * <p>Rows are compared after subtracting the centre, which is the mean row rounded to integers. Rounding keeps sums
 * exact and is negligible against sampling noise.
 */
public final class Reference {
    private final String name;
    private final int version;
    private final Sketch sketch;
    private final float[] centre;

    /**
     * @param name {@link DriftWindow#SOURCE}, or the id of the alert whose window it was fitted to
     * @param version version of the reference of this name, from 1
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

    /** Returns the version of the reference of this name, from 1. */
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

    /** Returns the mean row, rounded to integers; shared, not copied. */
    public float[] centre() {
        return centre;
    }

    /** Converts a sum of {@code count} rows from the centre of another reference to this centre. */
    public float[] centred(float[] otherCentred, Reference other, long count) {
        float[] centred = new float[otherCentred.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = otherCentred[i] + count * (other.centre[i] - centre[i]);
        }
        return centred;
    }

    /** Returns the sum of a sketch's rows, each less the centre. */
    public float[] centred(Sketch other) {
        float[] centred = new float[centre.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (other.sums()[i] - (double) other.count() * centre[i]);
        }
        return centred;
    }

    /** Returns the sum of {@code count} rows, each less the centre. */
    public double[] centred(double[] sum, long count) {
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
