package io.realign.window;

/**
 * What newer events are compared with. Made once, then only read.
 *
 * <p>Rows are compared after its centre, the mean row rounded to whole numbers, has been taken off them. The rounding
 * keeps sums exact and is far below what chance does.
 */
public final class Reference {
    private final String name;
    private final int version;
    private final Sketch sketch;
    private final float[] centre;

    /**
     * @param name {@link DriftWindow#SOURCE}, or the id of the alert whose window it is
     * @param version counts how often what has this name has been learnt, from 1
     * @param sketch of its events, at least one
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

    /** Which time it is that what has this name has been learnt, from 1. */
    public int version() {
        return version;
    }

    public Sketch sketch() {
        return sketch;
    }

    /** Number of its events. */
    public long count() {
        return sketch.count();
    }

    /** The mean row, whole numbers; shared, not copied. */
    public float[] centre() {
        return centre;
    }

    /** The sum of {@code count} rows without this centre, by that without another's. */
    public float[] centred(float[] without, Reference other, long count) {
        float[] centred = new float[without.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = without[i] + count * (other.centre[i] - centre[i]);
        }
        return centred;
    }

    /** The sum of a sketch's rows without the centre. */
    public float[] centred(Sketch other) {
        float[] centred = new float[centre.length];
        for (int i = 0; i < centred.length; i++) {
            centred[i] = (float) (other.sums()[i] - (double) other.count() * centre[i]);
        }
        return centred;
    }

    /** The sum of {@code count} rows without the centre. */
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

    @Override
    public String toString() {
        return "Reference[%s %d, %s]".formatted(name, version, sketch);
    }
}
