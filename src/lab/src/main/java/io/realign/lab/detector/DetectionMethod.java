package io.realign.lab.detector;

/** A method that creates change detectors. */
public interface DetectionMethod {
    /** Name in printed tables. */
    String name();

    /**
     * Creates a detector that has observed no event.
     *
     * @param reference rows without a change, none of them in the stream
     * @param seed random seed
     */
    OnlineDetector fit(float[][] reference, long seed);
}
