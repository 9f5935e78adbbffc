package io.realign.lab.detector;

/** A way to make a detector of a reference. */
public interface DetectionMethod {
    /** Name in the tables. */
    String name();

    /**
     * A detector that has seen no event yet.
     *
     * @param reference in-control rows, none of them in the stream
     * @param seed of everything that is drawn
     */
    OnlineDetector fit(float[][] reference, long seed);
}
