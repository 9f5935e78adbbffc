package io.realign.window;

/** Random frequencies: how a row becomes the angles of its random features. */
public interface FrequencyProjection {
    /** Width of the rows. */
    int inputs();

    /** Number of angles. */
    int outputs();

    /**
     * The angles of one row, {@code W x / (2 pi)}, in turns: 1 is once around.
     *
     * @param row {@link #inputs} finite values
     * @param turns takes {@link #outputs} angles, each within 2^21 either way
     */
    void project(float[] row, float[] turns);
}
